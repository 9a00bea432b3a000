using LiveSession.Client.Captions;

namespace LiveSession.Client.Tests;

/// <summary>A session to show, and the people in it.</summary>
public static class SampleSession
{
    public static readonly DateTimeOffset Ten = new(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);

    public static readonly SpeakerView Ana = new(ParticipantId.New(), "Ana Souza", "Brazil", Place.Hall);

    public static readonly SpeakerView Bo = new(ParticipantId.New(), "Bo Lindqvist", "Internet Society", Place.Remote);

    public static readonly SpeakerView Layla = new(ParticipantId.New(), "ليلى حداد", "APC", Place.Remote);

    public static readonly AgendaItemView First = new(AgendaItemId.New(), "1", "Adoption of the agenda");

    public static readonly AgendaItemView Second = new(AgendaItemId.New(), "2", "Guiding question 1");

    public static readonly FloorView EmptyFloor = new(0, null, [], null);

    public static SessionView Open { get; } = new()
    {
        Id = SessionId.New(),
        Meeting = MeetingId.New(),
        MeetingSlug = "wgec-5",
        MeetingTitle = "Working group, fifth meeting",
        Number = 2,
        Title = "Tuesday morning",
        StartsAt = Ten,
        EndsAt = Ten.AddHours(3),
        TimeZone = "Europe/Zurich",
        Position = new(Guid.CreateVersion7(), 40),
        Phase = SessionPhase.Open,
        OpenedAt = Ten,
        Agenda = [First, Second],
        CurrentItem = Second.Id,
        Floor = new(1, new(1, Ana, Ten.AddMinutes(12), Limit: TimeSpan.FromMinutes(3)), [Request(Bo), Request(Layla, "On paragraph 4") with { MayPassUp = true }], TimeSpan.FromMinutes(3)),
    };

    public static SessionView Scheduled { get; } = Open with
    {
        Phase = SessionPhase.Scheduled,
        Position = null,
        OpenedAt = null,
        CurrentItem = null,
        Floor = EmptyFloor,
    };

    public static FloorRequestView Request(SpeakerView speaker, string? note = null) => new(speaker, note, Ten);

    public static CaptionLineView Line(long number, string text, string? speaker = null, string language = "en", bool corrected = false) =>
        new(number, "floor", language, text, speaker, Ten.AddSeconds(number), corrected);

    public static CaptionColumn Column(string? track = null, params CaptionLineView[] lines) => new(track, [.. lines], false);

    public static ChannelView Channel(string track, bool live = false, string? language = null) => new(track, language ?? track, Ten, live);

    public static RosterEntryView Entry(SpeakerView speaker, Role role = Role.Member, StakeholderGroup group = StakeholderGroup.Government) =>
        new(speaker.Id, speaker.Name, speaker.Affiliation, group, role);

    public static SessionSummary Summary(string title, SessionPhase phase, int lines = 0, double inHours = 0) => new(
        SessionId.New(), "wgec-5", "Working group, fifth meeting", 2, title, Ten.AddHours(inHours), Ten.AddHours(inHours + 3), "Europe/Zurich", phase, lines);
}
