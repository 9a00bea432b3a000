using System.Globalization;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// What a file of captions says of itself, one labelled line for each thing, to be read by people and again by us:
/// <code>
/// Meeting: Working Group on Enhanced Cooperation
/// Session: 2
/// Opened: 2017-09-25T08:00:00Z
/// </code>
/// </summary>
internal static class TranscriptLabels
{
    /// <summary>The lines. The values are on one line each.</summary>
    public static IEnumerable<(string Name, string Value)> Of(TranscriptView transcript, TranscriptProvenance provenance)
    {
        var session = transcript.Session;
        yield return ("Meeting", PrintedText.OneLine(session.MeetingTitle));
        yield return ("Session", session.Number.ToString(CultureInfo.InvariantCulture));
        yield return ("Title", PrintedText.OneLine(session.Title));
        yield return ("Opened", Moment(session.OpenedAt ?? session.StartsAt));
        if (session.ClosedAt is { } closed)
        {
            yield return ("Closed", Moment(closed));
        }

        yield return ("Time zone", PrintedText.OneLine(session.TimeZone));
        if (transcript.Interventions.SelectMany(Outline.Passages).FirstOrDefault()?[0].Track is { } track)
        {
            yield return ("Channel", PrintedText.OneLine(track));
        }

        yield return ("Address", PrintedText.OneLine(provenance.Permalink));
        if (TranscriptNotice.Record(provenance) is { } record)
        {
            yield return ("Version", record);
        }

        if (provenance.Hash is { } hash)
        {
            yield return ("SHA-256", PrintedText.OneLine(hash));
        }

        yield return ("Notice", TranscriptNotice.Disclaimer);
    }

    /// <summary>Reads them again. What such files do not hold comes back empty.</summary>
    /// <exception cref="TranscriptFileException">One that must be there is missing, or cannot be read.</exception>
    public static (SessionView Session, TranscriptProvenance Provenance) Read(IEnumerable<string> lines)
    {
        var labels = lines.Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).GroupBy(parts => parts[0], parts => parts[1].TrimStart())
            .ToDictionary(group => group.Key, group => group.First());
        var opened = Value("Opened", MomentIn);
        var closed = labels.ContainsKey("Closed") ? Value("Closed", MomentIn) : (DateTimeOffset?)null;
        LogPosition? version = labels.ContainsKey("Version") ? Value("Version", VersionIn) : null;
        var session = new SessionView
        {
            Id = default,
            Meeting = default,
            MeetingSlug = "",
            MeetingTitle = Value("Meeting", text => text),
            Number = Value("Session", text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)),
            Title = Value("Title", text => text),
            StartsAt = opened,
            EndsAt = closed ?? opened,
            TimeZone = Value("Time zone", text => text),
            Phase = closed is null ? SessionPhase.Open : SessionPhase.Closed,
            OpenedAt = opened,
            ClosedAt = closed,
            Position = version,
            Floor = new FloorView(0, null, [], null),
        };
        return (session, new TranscriptProvenance(Value("Address", text => text), version, labels.GetValueOrDefault("SHA-256")));

        T Value<T>(string name, Func<string, T> read)
        {
            var text = labels.GetValueOrDefault(name) ?? throw new TranscriptFileException($"This file of captions was not written by LiveSession: it says nothing about \"{name}\".");
            try
            {
                return read(text);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new TranscriptFileException($"\"{name}\" cannot be {text}.", e);
            }
        }
    }

    /// <summary>The channel the captions were written on.</summary>
    public static string ChannelIn(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("Channel: ", StringComparison.Ordinal)) is { } line ? line["Channel: ".Length..] : "";

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset MomentIn(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    // As TranscriptNotice.Record says it.
    private static LogPosition VersionIn(string text) => text.Split(' ') is ["event", var sequence, "of", "log", var epoch]
        ? new LogPosition(Guid.Parse(epoch), long.Parse(sequence, NumberStyles.None, CultureInfo.InvariantCulture))
        : throw new FormatException();
}
