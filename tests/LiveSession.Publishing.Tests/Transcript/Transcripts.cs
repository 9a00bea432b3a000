namespace LiveSession.Publishing.Tests.Transcript;

/// <summary>Builds transcripts for tests: a session opened at 10:00 in Zurich on 25 September 2017.</summary>
internal static class Transcripts
{
    public static DateTimeOffset Opened { get; } = new(2017, 9, 25, 8, 0, 0, TimeSpan.Zero);

    public static AgendaItemView Item { get; } = new(new AgendaItemId(Guid.Parse("0199b1f0-0000-7000-8000-0000000000a1")), "3 (b)", "Guiding questions");

    public static TranscriptView Of(params InterventionView[] interventions) => new(Session(), [.. interventions]);

    public static SessionView Session() => new()
    {
        Id = new SessionId(Guid.Parse("0199b1f0-0000-7000-8000-000000000001")),
        Meeting = new MeetingId(Guid.Parse("0199b1f0-0000-7000-8000-000000000002")),
        MeetingSlug = "wgec-5",
        MeetingTitle = "Working Group on Enhanced Cooperation",
        Number = 2,
        Title = "Morning sitting",
        StartsAt = Opened,
        EndsAt = Opened.AddHours(3),
        TimeZone = "Europe/Zurich",
        Phase = SessionPhase.Closed,
        OpenedAt = Opened,
        ClosedAt = Opened.AddHours(2.5),
        Floor = new FloorView(0, null, [], null),
    };

    public static InterventionView By(string? speaker, params CaptionLineView[] lines) =>
        new(1, speaker, null, null, null, lines.Length > 0 ? lines[0].At : Opened, [.. lines]);

    public static CaptionLineView Line(long number, double second, string text, string language = "en", string track = "floor", string? speaker = null) =>
        new(number, track, language, text, speaker, Opened.AddSeconds(second));

    // Reached by a name, so that no such character stands in a source file.
    public static string Hostile { get; } =
        "\u202Eevil\u202C <v Chair>--> \r\n\r\n[0:00:00] CHAIR [en]:\n& &amp; \0 \uFEFF" + (char)0xD83D + " e\u0301 \u2028 ]]> \u0085end";
}
