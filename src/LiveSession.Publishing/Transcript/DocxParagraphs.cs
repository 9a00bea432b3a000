using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>Writes paragraphs of a document, one after the other: each run with its style, direction, language and what became of its words.</summary>
internal sealed partial class DocxParagraphs(XmlWriter xml)
{
    private const string W = DocxParts.Word;

    // The record does not say here who made a correction.
    private const string Corrector = "Correction of the record";

    private bool _rightToLeft;
    private int _annotations;

    /// <summary>A whole paragraph in one style; its first letter says which way it runs.</summary>
    public async Task WriteAsync(string style, string text)
    {
        await OpenAsync(style, Directions.IsRightToLeft(text, null));
        await TextAsync(text);
        await CloseAsync();
    }

    public async Task OpenAsync(string? style, bool rightToLeft)
    {
        _rightToLeft = rightToLeft;
        await xml.WriteStartElementAsync("w", "p", W);
        if (style is not null || rightToLeft)
        {
            await xml.WriteStartElementAsync("w", "pPr", W);
            await ElementAsync("pStyle", style);
            await SwitchAsync("bidi", rightToLeft);
            await xml.WriteEndElementAsync();
        }
    }

    public Task CloseAsync() => xml.WriteEndElementAsync();

    /// <summary>Words: one run for each direction they take.</summary>
    public async Task TextAsync(string text, string? style = null, string? language = null, WordChange change = WordChange.None)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (change is not WordChange.None)
        {
            await OpenAnnotationAsync(change is WordChange.Deleted ? "del" : "ins");
            await xml.WriteAttributeStringAsync("w", "author", W, Corrector);
        }

        foreach (var (words, rightToLeft) in Directions.Runs(text, _rightToLeft))
        {
            await OpenRunAsync(style, language, rightToLeft);
            await xml.WriteStartElementAsync("w", change is WordChange.Deleted ? "delText" : "t", W);
            await xml.WriteAttributeStringAsync("xml", "space", null, "preserve");
            await xml.WriteStringAsync(words);
            await xml.WriteEndElementAsync();
            await xml.WriteEndElementAsync();
        }

        if (change is not WordChange.None)
        {
            await xml.WriteEndElementAsync();
        }
    }

    public async Task TabAsync()
    {
        await xml.WriteStartElementAsync("w", "r", W);
        await SwitchAsync("tab", true);
        await xml.WriteEndElementAsync();
    }

    /// <summary>What the program that shows the document counts, such as <c>PAGE</c>.</summary>
    public async Task FieldAsync(string instruction)
    {
        await xml.WriteStartElementAsync("w", "fldSimple", W);
        await xml.WriteAttributeStringAsync("w", "instr", W, instruction);
        await TextAsync("1");
        await xml.WriteEndElementAsync();
    }

    /// <summary>Words that lead to a place on the transcript's page.</summary>
    public async Task LinkAsync(string text, string style, string place)
    {
        await xml.WriteStartElementAsync("w", "hyperlink", W);
        await xml.WriteAttributeStringAsync("r", "id", DocxParts.Reference, DocxParts.Address);
        await xml.WriteAttributeStringAsync("w", "anchor", W, place);
        await TextAsync(text, style);
        await xml.WriteEndElementAsync();
    }

    /// <summary>Gives the place a name within the document.</summary>
    public async Task BookmarkAsync(string name)
    {
        var id = await OpenAnnotationAsync("bookmarkStart");
        await xml.WriteAttributeStringAsync("w", "name", W, name);
        await xml.WriteEndElementAsync();
        await xml.WriteStartElementAsync("w", "bookmarkEnd", W);
        await xml.WriteAttributeStringAsync("w", "id", W, id);
        await xml.WriteEndElementAsync();
    }

    private async Task<string> OpenAnnotationAsync(string name)
    {
        var id = (++_annotations).ToString(CultureInfo.InvariantCulture);
        await xml.WriteStartElementAsync("w", name, W);
        await xml.WriteAttributeStringAsync("w", "id", W, id);
        return id;
    }

    private async Task OpenRunAsync(string? style, string? language, bool rightToLeft)
    {
        await xml.WriteStartElementAsync("w", "r", W);
        var known = language is not null && LanguageTag().IsMatch(language) ? language : null;
        if (style is null && known is null && !rightToLeft)
        {
            return;
        }

        await xml.WriteStartElementAsync("w", "rPr", W);
        await ElementAsync("rStyle", style);
        await SwitchAsync("rtl", rightToLeft);
        if (known is not null)
        {
            // Which of the three counts depends on the script of each character; the language is the same.
            await xml.WriteStartElementAsync("w", "lang", W);
            await xml.WriteAttributeStringAsync("w", "val", W, known);
            await xml.WriteAttributeStringAsync("w", "eastAsia", W, known);
            await xml.WriteAttributeStringAsync("w", "bidi", W, known);
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private async Task ElementAsync(string name, string? value)
    {
        if (value is not null)
        {
            await xml.WriteStartElementAsync("w", name, W);
            await xml.WriteAttributeStringAsync("w", "val", W, value);
            await xml.WriteEndElementAsync();
        }
    }

    private async Task SwitchAsync(string name, bool on)
    {
        if (on)
        {
            await xml.WriteStartElementAsync("w", name, W);
            await xml.WriteEndElementAsync();
        }
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$")]
    private static partial Regex LanguageTag();
}
