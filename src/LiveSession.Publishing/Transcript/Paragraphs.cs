namespace LiveSession.Publishing.Transcript;

/// <summary>Sets caption lines as paragraphs: a new one after a silence, or where one is long enough and a sentence ends.</summary>
internal static class Paragraphs
{
    private const int LongEnough = 600;
    private const string SentenceEnds = ".?!…。？！؟۔";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public static IEnumerable<string> Of(IEnumerable<CaptionLineView> lines)
    {
        var paragraph = "";
        DateTimeOffset? before = null;
        foreach (var line in lines)
        {
            if (paragraph.Length > 0 && EndsSentence(paragraph) && (paragraph.Length >= LongEnough || line.At - before > Silence))
            {
                yield return paragraph;
                paragraph = "";
            }

            paragraph = PrintedText.Join(paragraph, PrintedText.OneLine(line.Text));
            before = line.At;
        }

        if (paragraph.Length > 0)
        {
            yield return paragraph;
        }
    }

    private static bool EndsSentence(string paragraph) =>
        paragraph.AsSpan().TrimEnd("\"'”’»)]」』") is [.., var last] && SentenceEnds.Contains(last, StringComparison.Ordinal);
}
