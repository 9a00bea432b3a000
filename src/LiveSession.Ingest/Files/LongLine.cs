using System.Globalization;

namespace LiveSession.Ingest.Files;

/// <summary>Cuts a caption that is longer than a line of the record may be: at the ends of sentences, else between words.</summary>
internal static class LongLine
{
    public const int MostCharacters = 2000;

    private const string SentenceEnds = ".?!…。？！؟۔";
    private const string Closers = "\"'”’»)]）」』";

    public static IEnumerable<FileStep> Split(FileStep step) =>
        step is LineStep line && line.Text.Length > MostCharacters ? Parts(line.Text).Select(part => line with { Text = part }) : [step];

    private static IEnumerable<string> Parts(string text)
    {
        var rest = text;
        while (rest.Length > MostCharacters)
        {
            var cut = CutIn(rest);
            yield return rest[..cut].TrimEnd();
            rest = rest[cut..].TrimStart();
        }

        if (rest.Length > 0)
        {
            yield return rest;
        }
    }

    private static int CutIn(string text)
    {
        for (var at = MostCharacters; at > MostCharacters / 4; at--)
        {
            if (EndsSentence(text, at))
            {
                return at;
            }
        }

        var space = text.LastIndexOf(' ', MostCharacters);
        return space > MostCharacters / 4 ? space : WholeCharacters(text);
    }

    private static bool EndsSentence(string text, int at)
    {
        var last = at - 1;
        while (last > 0 && Closers.Contains(text[last], StringComparison.Ordinal))
        {
            last--;
        }

        return SentenceEnds.Contains(text[last], StringComparison.Ordinal) && (text[at] == ' ' || Words.IsSpaceless(text[last]));
    }

    // A letter and its accents, or an emoji and its parts, stay together.
    private static int WholeCharacters(string text)
    {
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text, end) is var length && end + length <= MostCharacters)
        {
            end += length;
        }

        return end > 0 ? end : MostCharacters;
    }
}
