namespace LiveSession.Client.Meetings;

/// <summary>The clock on the wall of the meeting's city, read the other way round: from what is written there to the instant.</summary>
/// <param name="Zone">An IANA time zone; UTC is used where this machine does not know it.</param>
public readonly record struct WallClock(string Zone)
{
    private TimeZoneInfo Found => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var found) ? found : TimeZoneInfo.Utc;

    /// <summary>When the clock shows this. A time that a change to summer time leaves out is read as an hour later, as the clock then shows.</summary>
    public DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var zone = Found;
        var local = date.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    /// <summary>The next time the clock shows this.</summary>
    public DateTimeOffset NextAt(TimeOnly time, DateTimeOffset now)
    {
        var today = Today(now);
        var at = At(today, time);
        return at > now ? at : At(today.AddDays(1), time);
    }

    /// <summary>The date there.</summary>
    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(Local(now).DateTime);

    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Found);
}
