using System.Globalization;
using LiveSession.Client.Resources;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Sessions;

/// <summary>An instant as the clock on the wall of the meeting's city shows it.</summary>
/// <param name="At">The instant.</param>
/// <param name="Zone">An IANA time zone.</param>
public readonly record struct ZonedTime(DateTimeOffset At, string Zone)
{
    /// <summary>The instant with the meeting's offset; in UTC where this machine does not know the zone.</summary>
    public DateTimeOffset Local => TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var zone)
        ? TimeZoneInfo.ConvertTime(At, zone)
        : At.ToUniversalTime();

    /// <summary>Minutes ahead of UTC.</summary>
    public int Offset => (int)Local.Offset.TotalMinutes;

    /// <summary>For <c>datetime</c> attributes.</summary>
    public string Iso => IsoOf(At);

    /// <summary>The time of day, such as 15:00 or 15 h 00.</summary>
    public string Time(IStringLocalizer<Text> words) => Local.ToString(words["Format.Time"], CultureInfo.CurrentCulture);

    /// <summary>The day, with its year.</summary>
    public string Date(IStringLocalizer<Text> words) => Local.ToString(words["Format.Date"], CultureInfo.CurrentCulture);

    /// <summary>Whose clock it is, such as "Zurich time (UTC+1)".</summary>
    public string Clock(IStringLocalizer<Text> words)
    {
        var city = Zone[(Zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
        if (city is "UTC" or "GMT" or "")
        {
            return "UTC";
        }

        var offset = Local.Offset;
        var sign = offset < TimeSpan.Zero ? "\u2212" : "+";
        var minutes = offset.Minutes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Math.Abs(offset.Minutes):00}");
        return words["Time.Clock", city, string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{Math.Abs(offset.Hours)}{minutes}")];
    }

    private static string IsoOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
