using System.Globalization;

namespace LiveSession.Publishing.Transcript;

/// <summary>Times of a session: since it was opened, and in its own time zone.</summary>
internal sealed class TranscriptClock(SessionView session)
{
    private readonly DateTimeOffset _begin = session.OpenedAt ?? session.StartsAt;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.TryFindSystemTimeZoneById(session.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>How long after the opening; a clock that was set back does not make it negative.</summary>
    public TimeSpan Since(DateTimeOffset at) => at > _begin ? at - _begin : TimeSpan.Zero;

    /// <summary><c>1:02:03</c></summary>
    public string Stamp(DateTimeOffset at)
    {
        var since = Since(at);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)since.TotalHours}:{since.Minutes:00}:{since.Seconds:00}");
    }

    /// <summary><c>Monday 25 September 2017, 10:02 to 12:58 (Europe/Zurich, UTC+02:00)</c></summary>
    public string Sitting()
    {
        var begin = TimeZoneInfo.ConvertTime(_begin, _zone);
        var end = TimeZoneInfo.ConvertTime(session.ClosedAt ?? session.EndsAt, _zone);
        var until = session.ClosedAt is null ? "" : end.Date == begin.Date ? $" to {Time(end)}" : $" to {Date(end)}, {Time(end)}";
        var offset = begin.Offset < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"{Date(begin)}, {Time(begin)}{until} ({_zone.Id}, UTC{offset}{begin.Offset:hh\\:mm})");
    }

    /// <summary>The day of the sitting: <c>2017-09-25</c></summary>
    public string Day() => TimeZoneInfo.ConvertTime(_begin, _zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Date(DateTimeOffset at) => at.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
