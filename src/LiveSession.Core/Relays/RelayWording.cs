using System.Globalization;

namespace LiveSession.Core.Relays;

/// <summary>One line on its way to another service.</summary>
/// <param name="Number">The line's number.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words, with the speaker's name before them where it changed.</param>
/// <param name="At">When the line was recorded.</param>
public sealed record RelayedLine(long Number, string Language, string Text, DateTimeOffset At);

/// <summary>How each service wants to be written to.</summary>
public static class RelayWording
{
    private const int ShortestTeamsLine = 80;
    private const int LongestTeamsLine = 120;

    // YouTube places words by their time and drops what is a minute off.
    private static readonly TimeSpan OldestMoment = TimeSpan.FromSeconds(50);

    // Zoom and Teams name a language with its region. Where none was said, the one the service lists first.
    private static readonly ImmutableDictionary<string, string> Regions = new Dictionary<string, string>
    {
        ["ar"] = "ar-SA",
        ["de"] = "de-DE",
        ["en"] = "en-US",
        ["es"] = "es-ES",
        ["fr"] = "fr-FR",
        ["it"] = "it-IT",
        ["ja"] = "ja-JP",
        ["ko"] = "ko-KR",
        ["pt"] = "pt-BR",
        ["ru"] = "ru-RU",
        ["zh"] = "zh-CN",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The bodies to post for a line, in order: one, except that Teams takes no more than 120 characters at once.</summary>
    /// <param name="service">The service.</param>
    /// <param name="line">The line.</param>
    /// <param name="now">The time now.</param>
    /// <param name="ahead">How far the service's clock is ahead of ours.</param>
    /// <param name="notBefore">When the words before these were placed, by the service's clock.</param>
    public static ImmutableArray<string> BodiesOf(RelayService service, RelayedLine line, DateTimeOffset now, TimeSpan ahead, DateTimeOffset notBefore = default)
    {
        ArgumentNullException.ThrowIfNull(line);
        return service switch
        {
            RelayService.YouTube => [$"{Moment(PlaceOf(line, now, ahead, notBefore))}\n{line.Text}\n"],
            RelayService.Teams => PiecesOf(line.Text),
            _ => [line.Text + "\n"],
        };
    }

    /// <summary>Where to post: the issued address with the number and the language appended as it stands, since it is signed.</summary>
    public static Uri TargetOf(RelayAddress address, long number, string language)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(language);
        var tag = Regions.GetValueOrDefault(language, language);
        return new Uri(address.Service switch
        {
            RelayService.YouTube => string.Create(CultureInfo.InvariantCulture, $"{address.Url.OriginalString}&seq={number}"),
            RelayService.Teams => $"{address.Url.OriginalString}&lang={tag.ToLowerInvariant()}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{address.Url.OriginalString}&seq={number}&lang={tag}"),
        });
    }

    /// <summary>Where Zoom says which number it took last.</summary>
    public static Uri NumberOf(RelayAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var url = address.Url.OriginalString;
        return new Uri(url.Insert(url.IndexOf('?', StringComparison.Ordinal), "/seq"));
    }

    /// <summary>When the words were said, by the clock of YouTube, which takes none that were said before those it has.</summary>
    public static DateTimeOffset PlaceOf(RelayedLine line, DateTimeOffset now, TimeSpan ahead, DateTimeOffset notBefore)
    {
        ArgumentNullException.ThrowIfNull(line);
        var place = (now - line.At > OldestMoment ? now : line.At) + ahead;
        return place < notBefore ? notBefore : place;
    }

    /// <summary>A moment as YouTube writes it: UTC, milliseconds, no zone.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static ImmutableArray<string> PiecesOf(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<string>();
        var rest = text.Trim();
        while (rest.Length > LongestTeamsLine)
        {
            // At the last space that leaves a full line; a script without spaces is cut between characters.
            var space = rest.LastIndexOf(' ', LongestTeamsLine, LongestTeamsLine - ShortestTeamsLine + 1);
            var end = space > 0 ? space : WholeCharacters(rest);
            pieces.Add(rest[..end]);
            rest = rest[end..].TrimStart();
        }

        pieces.Add(rest);
        return pieces.ToImmutable();
    }

    private static int WholeCharacters(string text)
    {
        var end = 0;
        for (var next = StringInfo.GetNextTextElementLength(text); end + next <= LongestTeamsLine; next = StringInfo.GetNextTextElementLength(text.AsSpan(end)))
        {
            end += next;
        }

        // A single character longer than a line is no writing; it is cut all the same, so that this ends.
        return end > 0 ? end : LongestTeamsLine;
    }
}
