namespace LiveSession.Publishing.Tests.Transcript;

/// <summary>Transcripts of every kind: hostile words and names, several items and languages, lines in parts, corrections, gaps, unknown speakers.</summary>
internal static class RandomTranscripts
{
    private static readonly string?[] Names = ["Maria Silva", "CHAIR", "أمل حسن", "王伟", null, Transcripts.Hostile, "O'Brien & Sons <b>", "=cmd|'/c calc'!A1", ""];
    private static readonly string[] Languages = ["en", "fr", "ar", "zh-Hans", "ru", "es"];
    private static readonly AttributionRule?[] Rules = [null, .. Enum.GetValues<AttributionRule>().Cast<AttributionRule?>()];

    public static int Count => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 2_000 : 500;

    public static IEnumerable<TranscriptView> Some(int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, Count).Select(_ => Of(random));
    }

    public static TranscriptView Of(Random random)
    {
        AgendaItemView?[] items = [null, Item(1, "1", "Opening"), Item(2, "2 (a)", Words(random)), Item(3, Words(random), Transcripts.Hostile)];
        var (line, second, item) = (0L, 0.0, 0);
        var interventions = Enumerable.Range(1, random.Next(6)).Select(number =>
        {
            item = Math.Min(item + random.Next(2), items.Length - 1);
            var speaker = Pick(random, Names);
            var started = second += random.NextDouble() * 90;
            var lines = Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
            {
                line += 1 + random.Next(3);
                second += random.NextDouble() * 45;
                var corrected = random.Next(5) == 0;
                return Transcripts.Line(line, second, Words(random), Pick(random, Languages)) with
                {
                    Speaker = speaker,
                    Rule = Pick(random, Rules),
                    Part = random.Next(6) == 0 ? 2 : null,
                    Corrected = corrected,
                    Former = corrected ? Words(random) : null,
                    FormerLine = !corrected && random.Next(8) == 0 ? Words(random) : null,
                };
            }).ToImmutableArray();
            return new InterventionView(
                number, speaker, random.Next(3) == 0 ? Words(random) : null, random.Next(3) switch { 0 => null, 1 => Place.Hall, _ => Place.Remote },
                items[item], Transcripts.Opened.AddSeconds(started), lines);
        }).ToImmutableArray();
        return new TranscriptView(Transcripts.Session() with { Title = Words(random), MeetingTitle = random.Next(4) == 0 ? Transcripts.Hostile : "Working Group" }, interventions)
        {
            Silences = [.. Enumerable.Range(0, random.Next(2)).Select(_ =>
                new SilenceView(random.Next(interventions.Length + 1), Words(random), Transcripts.Opened.AddSeconds(random.Next(900)), TimeSpan.FromSeconds(random.Next(60, 900))))],
        };
    }

    /// <summary>The same, as it is printed: what a file can be expected to give back.</summary>
    public static TranscriptView Printed(TranscriptView transcript) => transcript with
    {
        Interventions = [.. transcript.Interventions.Select(one => one with
        {
            Speaker = PrintedOrNull(one.Speaker),
            Affiliation = PrintedOrNull(one.Affiliation),
            Item = one.Item is { } item ? item with { Number = Printed(item.Number), Title = Printed(item.Title) } : null,
            Lines = [.. one.Lines.Where(line => Printed(line.Text).Length > 0).Select(line => line with
            {
                Text = Printed(line.Text), Speaker = PrintedOrNull(line.Speaker), Former = PrintedOrNull(line.Former), FormerLine = PrintedOrNull(line.FormerLine),
            })],
        })],
        Silences = [.. transcript.Silences.Select(silence => silence with { Speaker = Printed(silence.Speaker) })],
    };

    /// <summary>Everything two transcripts must have in common to be the same, in a form that shows where they differ.</summary>
    public static IEnumerable<string> Content(TranscriptView transcript) =>
    [
        .. transcript.Interventions.SelectMany(IEnumerable<string> (one) =>
            [$"{one with { Lines = [] }}", .. one.Lines.Select(line => $"  {line}")]),
        .. transcript.Silences.Select(silence => silence.ToString()),
    ];

    public static string Printed(string text) => Publishing.Transcript.PrintedText.OneLine(text);

    public static string Words(Random random) => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(12) switch
    {
        0 => Transcripts.Hostile,
        1 => ((char)random.Next(1, 0xFFFF)).ToString(),
        2 => "]]>&<p>",
        3 => "\u0627\u0644\u0633\u0644\u0627\u0645 ",
        4 => ">> CHAIR: ",
        5 => "</script><script>alert(1)</script>",
        6 => "谢谢主席。",
        7 => "{\\an8} \\ \" ' ` ",
        _ => "The meeting is open. ",
    }));

    private static string? PrintedOrNull(string? text) => Printed(text ?? "") is { Length: > 0 } printed ? printed : null;

    private static AgendaItemView Item(int id, string number, string title) =>
        new(new AgendaItemId(Guid.Parse($"0199b1f0-0000-7000-8000-0000000000a{id}")), number, title);

    private static T Pick<T>(Random random, T[] some) => some[random.Next(some.Length)];
}
