using System.Text.RegularExpressions;

namespace LiveSession.Core.Captions;

/// <summary>
/// How stenographers mark within the text who speaks:
/// <code>
/// >> CHAIR: The meeting is open.  Brazil, please.
/// >>BRAZIL: Thank you, Chair.
/// >> Could you repeat that?            (somebody, unnamed)
/// </code>
/// Names are in capitals, or in a script that has none. <c>&gt; &gt;</c> is the same mark after a text editor has been at it.
/// </summary>
public static partial class SpeakerMark
{
    /// <summary>The text between the marks; the first piece stands before any and may be empty.</summary>
    public static string[] Split(string text) => Mark().Split(text);

    /// <summary>Whether there is a mark.</summary>
    public static bool IsIn(string text) => Mark().IsMatch(text);

    /// <summary>Parts the name a mark gives from the words that follow it; null where it gives none.</summary>
    /// <param name="piece">What stands after the mark.</param>
    public static (string? Name, string Words) Read(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        return Name().Match(piece) is { Success: true } found
            ? (found.Groups["name"].Value.Trim(), piece[found.Length..].Trim())
            : (null, piece.Trim());
    }

    // A mark stands at the start of a line, or after white space within one.
    [GeneratedRegex(@"(?:^|(?<=\s))\s*(?:>>+|> >)[>\s]*")]
    private static partial Regex Mark();

    // In capitals (small letters only as in McCARTHY, Mr. or a bracketed remark), or all in letters without case.
    [GeneratedRegex(@"^(?<name>(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?\p{Lu}(?:[\p{Lu}\p{M}\p{Nd} .,'’&/\-]|(?<=\bM)a?c(?=\p{Lu})){1,59}(?:\s?\([^():]{1,60}\))?|\p{Lo}[\p{Lo}\p{M}\p{Nd} ·.\-]{0,39}(?:\s?[(（][^()（）:：]{1,60}[)）])?)\s?[:：](?![/0-9])\s*")]
    private static partial Regex Name();
}
