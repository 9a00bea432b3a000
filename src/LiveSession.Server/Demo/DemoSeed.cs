namespace LiveSession.Server.Demo;

/// <summary>What must be there before a screenplay can be played: its meeting with a programme around today, and its people.</summary>
/// <param name="Meeting">Founds the meeting; the screenplay is its first session.</param>
/// <param name="Roster">Lists the people.</param>
internal sealed record DemoSeed(CreateMeeting Meeting, ImportRoster Roster)
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Sitting = TimeSpan.FromHours(3);

    /// <summary>The seed of a screenplay that begins about now.</summary>
    public static DemoSeed Of(Screenplay play, DateTimeOffset now)
    {
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Quarter.Ticks), TimeSpan.Zero);
        var later = start + TimeSpan.FromHours(5);
        var tomorrow = start + TimeSpan.FromDays(1);
        return new DemoSeed(
            new CreateMeeting(
                play.Slug, play.Title, play.TimeZone, Public: true,
                [
                    new SessionPlan(play.SessionTitle, start, start + Sitting),
                    new SessionPlan("Fifth meeting, third sitting", later, later + Sitting),
                    new SessionPlan("Fifth meeting, closing sitting", tomorrow, tomorrow + Sitting),
                ],
                play.Agenda),
            new ImportRoster([.. play.Cast.Select(member => member.Entry)]));
    }
}
