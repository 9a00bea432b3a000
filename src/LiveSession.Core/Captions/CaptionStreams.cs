using LiveSession.Core.Log;

namespace LiveSession.Core.Captions;

/// <summary>
/// A session's captions as streams, by channel. What is said on the floor is in the stream of its language too, until somebody
/// writes on a channel of that name: a reader who asks for a language gets its channel where there is one.
/// </summary>
public sealed record CaptionStreams
{
    /// <summary>The channel of what is said on the floor.</summary>
    public const string Floor = "floor";

    /// <summary>Nothing written.</summary>
    public static CaptionStreams Empty { get; } = new();

    /// <summary>The sequence of the last event applied.</summary>
    public long Sequence { get; private init; }

    private ImmutableDictionary<string, CaptionStream> Streams { get; init; } = ImmutableDictionary.Create<string, CaptionStream>(StringComparer.OrdinalIgnoreCase);

    private ImmutableHashSet<string> Channels { get; init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The streams after one more event of the session's log; one applied before changes nothing.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="captions">The session's captions, now or later: they know who spoke each line.</param>
    public CaptionStreams Apply(LoggedEvent happened, CaptionState captions)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(captions);
        if (happened.Position.Sequence <= Sequence)
        {
            return this;
        }

        var stepped = this with { Sequence = happened.Position.Sequence };
        return happened.Event switch
        {
            CaptionLineAdded e => stepped.Add(e, happened.Position.Sequence, captions.FindLine(happened.Position.Sequence)?.Speaker),
            CaptionLineCorrected e => stepped with
            {
                Streams = Streams.ToImmutableDictionary(one => one.Key, one => one.Value.Correct(e.Line, e.Text), StringComparer.OrdinalIgnoreCase),
            },
            // Written again from the words on, so that they are taken off the screens too; the log itself has blocks there already.
            WordsRedacted e when captions.FindLine(e.Line) is { } line => stepped with
            {
                Streams = Streams.ToImmutableDictionary(one => one.Key, one => one.Value.Correct(e.Line, line.Text, from: e.Offset), StringComparer.OrdinalIgnoreCase),
            },
            _ => stepped,
        };
    }

    /// <summary>The stream a reader gets who asks for a language or a channel; the floor's where nothing is asked.</summary>
    public CaptionStream Of(string? language) =>
        string.IsNullOrEmpty(language) ? Streams.GetValueOrDefault(Floor, CaptionStream.Empty)
        : Channels.Contains(language) ? Streams[language]
        : Streams.GetValueOrDefault(Primary(language), CaptionStream.Empty);

    private CaptionStreams Add(CaptionLineAdded line, long number, string? speaker)
    {
        var spoken = Primary(line.Language);
        var to = line.Track != Floor || Channels.Contains(spoken) ? [line.Track] : new[] { Floor, spoken };
        return this with
        {
            Channels = Channels.Add(line.Track),
            Streams = Streams.SetItems(to.Select(name => KeyValuePair.Create(
                name, Streams.GetValueOrDefault(name, CaptionStream.Empty).Append(number, line.Language, line.Text, speaker)))),
        };
    }

    private static string Primary(string language) => language.Split('-')[0];
}
