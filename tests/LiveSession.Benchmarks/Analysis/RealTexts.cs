using System.Text.Json;
using System.Xml.Linq;
using LiveSession.Testing.Installation;

namespace LiveSession.Benchmarks.Analysis;

/// <summary>Texts outside the repository to measure with.</summary>
internal static class RealTexts
{
    /// <summary>The articles of a declaration, without their titles.</summary>
    public static IEnumerable<string> Articles(string file) =>
        XDocument.Load(PathOf(file)).Descendants().Where(element => element.Name.LocalName == "article")
            .Select(article => string.Join(' ', article.Descendants().Where(element => element.Name.LocalName == "para").Select(para => para.Value.Trim())))
            .Where(text => text.Length > 0);

    /// <summary>Stretches of committee meetings with the titles that people gave them.</summary>
    public static IEnumerable<(string Title, string Text, ImmutableArray<string> Speakers)> Topics()
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(PathOf("SOURCES.md"))!, "qmsum_*.json").Order(StringComparer.Ordinal))
        {
            using var meeting = JsonDocument.Parse(File.ReadAllText(file));
            var turns = meeting.RootElement.GetProperty("meeting_transcripts").EnumerateArray()
                .Select(turn => (Speaker: turn.GetProperty("speaker").GetString()!, Text: turn.GetProperty("content").GetString()!)).ToList();
            foreach (var topic in meeting.RootElement.GetProperty("topic_list").EnumerateArray())
            {
                var spans = topic.GetProperty("relevant_text_span").EnumerateArray()
                    .Select(span => (From: int.Parse(span[0].GetString()!, System.Globalization.CultureInfo.InvariantCulture), To: int.Parse(span[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture)));
                var said = spans.SelectMany(span => turns.Skip(span.From).Take(span.To - span.From + 1)).ToList();
                yield return (topic.GetProperty("topic").GetString()!, string.Join('\n', said.Select(turn => turn.Text)), [.. said.Select(turn => turn.Speaker).Distinct()]);
            }
        }
    }

    /// <summary>A long speech.</summary>
    public static string Speech() => string.Join('\n', Topics().Select(topic => topic.Text));

    // RealRecords skips a test where a file is missing; a benchmark then ends with the same words.
    private static string PathOf(string file) => RealRecords.PathOf(file);
}
