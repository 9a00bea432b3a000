using LiveSession.Testing.Installation;

namespace LiveSession.Benchmarks.Attribution;

/// <summary>
/// How many words of real meetings are given to the one who said them. The names are taken out of the captions; who was called stands in the log. What a
/// captioner would have marked is put back in three ways.
/// </summary>
internal static class AttributionBenchmark
{
    private static readonly string[] Records = ["w3c-ccg_2022-01-11-vcapi_irc.log", "w3c-ccg_2023-02-07_irc.log"];

    public static IReadOnlyList<Figure> Measure() => [.. Records.SelectMany(Measure)];

    private static IEnumerable<Figure> Measure(string record)
    {
        if (RealRecords.Find(record) is not { } path)
        {
            yield return new("attribution", record, "left out: the file is not here", 1, "file");
            yield break;
        }

        var meeting = HiddenNames.Read(path);
        yield return new("attribution", record, "words", meeting.Words, "words");
        yield return new("attribution", record, "baseline: whoever was called last", 100d * meeting.WordsOfLastCalled() / meeting.Words, "% right");
        foreach (var (marking, label) in ((Marking, string)[])[
            (Marking.Nothing, "nothing marked"), (Marking.Text, "marks in the text"), (Marking.Keys, "speaker keys")])
        {
            var passages = meeting.Passages(marking).ToArray();
            yield return new(
                "attribution", record, $"{label}, all rules", 100d * meeting.WordsRight(passages) / meeting.Words, "% right",
                AtLeast: marking == Marking.Keys ? 99 : null);
            foreach (var rule in passages.GroupBy(passage => passage.Rule).OrderBy(rule => rule.Key))
            {
                var decided = rule.Sum(passage => HiddenNames.WordsIn(passage.Text));
                yield return new("attribution", record, $"{label}, {Of(rule.Key)}: decided", 100d * decided / meeting.Words, "% of words");
                if (rule.Key != AttributionRule.None)
                {
                    yield return new("attribution", record, $"{label}, {Of(rule.Key)}: right", 100d * meeting.WordsRight(rule) / decided, "% of these");
                }
            }
        }
    }

    private static string Of(AttributionRule rule) => rule switch
    {
        AttributionRule.None => "unknown",
        AttributionRule.SpeakerKey => "speaker key",
        AttributionRule.Mark => "mark",
        AttributionRule.Return => "return to the floor",
        _ => "floor",
    };
}

/// <summary>What the captioner marks.</summary>
internal enum Marking
{
    /// <summary>Nothing: the floor alone decides.</summary>
    Nothing,

    /// <summary>The name, in the text, where the speaker changes.</summary>
    Text,

    /// <summary>The speaker of each line, by key.</summary>
    Keys,
}
