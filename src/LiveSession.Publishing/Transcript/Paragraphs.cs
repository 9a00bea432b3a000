namespace LiveSession.Publishing.Transcript;

/// <summary>Sets caption lines as paragraphs: a new one after a silence, or where one is long enough and a sentence ends.</summary>
internal static class Paragraphs
{
    private const int LongEnough = 600;
    private const string SentenceEnds = ".?!…。？！؟۔";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>The words of each paragraph.</summary>
    public static IEnumerable<string> Of(IEnumerable<CaptionLineView> lines) => LinesOf(lines).Select(TextOf);

    /// <summary>The lines of each paragraph.</summary>
    public static IEnumerable<List<CaptionLineView>> LinesOf(IEnumerable<CaptionLineView> lines)
    {
        List<CaptionLineView> paragraph = [];
        var (length, end) = (0, "");
        foreach (var line in lines)
        {
            var words = PrintedText.OneLine(line.Text);
            if (EndsSentence(end) && (length >= LongEnough || line.At - paragraph[^1].At > Silence))
            {
                yield return paragraph;
                paragraph = [];
                length = 0;
            }

            paragraph.Add(line);
            length += words.Length + 1;
            end = words.Length > 0 ? words : end;
        }

        if (paragraph.Count > 0)
        {
            yield return paragraph;
        }
    }

    /// <summary>The words of one paragraph.</summary>
    public static string TextOf(IEnumerable<CaptionLineView> paragraph) =>
        paragraph.Aggregate("", (text, line) => PrintedText.Join(text, PrintedText.OneLine(line.Text)));

    private static bool EndsSentence(string words) =>
        words.AsSpan().TrimEnd("\"'”’»)]」』") is [.., var last] && SentenceEnds.Contains(last, StringComparison.Ordinal);
}
