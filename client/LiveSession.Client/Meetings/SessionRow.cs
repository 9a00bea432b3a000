namespace LiveSession.Client.Meetings;

/// <summary>A session of the programme as it is being filled in, in the meeting's own time.</summary>
public sealed class SessionRow
{
    private static readonly TimeOnly Ten = new(10, 0);
    private static readonly TimeOnly One = new(13, 0);
    private static readonly TimeOnly Three = new(15, 0);
    private static readonly TimeOnly Six = new(18, 0);

    /// <summary>The session's title.</summary>
    public string Title { get; set; } = "";

    /// <summary>The day.</summary>
    public DateOnly Date { get; set; }

    /// <summary>When it is meant to start.</summary>
    public TimeOnly Start { get; set; } = Ten;

    /// <summary>When it is meant to end.</summary>
    public TimeOnly End { get; set; } = One;

    /// <summary>The first session of a meeting: 10 to 13 hours on the next working day.</summary>
    public static SessionRow First(DateOnly today, string title) => new() { Title = title, Date = NextWorkingDay(today) };

    /// <summary>The session after this one: the afternoon of the same day, then the next working day's morning.</summary>
    public SessionRow Next(string title) => Start < One
        ? new() { Title = title, Date = Date, Start = Three, End = Six }
        : new() { Title = title, Date = NextWorkingDay(Date) };

    /// <summary>A session of the programme, to be changed.</summary>
    public static SessionRow Of(SessionSummary session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var clock = new WallClock(session.TimeZone);
        var (start, end) = (clock.Local(session.StartsAt), clock.Local(session.EndsAt));
        return new()
        {
            Title = session.Title,
            Date = DateOnly.FromDateTime(start.DateTime),
            Start = TimeOnly.FromDateTime(start.DateTime),
            End = TimeOnly.FromDateTime(end.DateTime),
        };
    }

    /// <summary>What was filled in.</summary>
    public SessionPlan ToPlan(WallClock clock) => new(Title.Trim(), clock.At(Date, Start), clock.At(Date, End));

    private static DateOnly NextWorkingDay(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

        return day;
    }
}
