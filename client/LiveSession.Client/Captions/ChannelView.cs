namespace LiveSession.Client.Captions;

/// <summary>A caption channel a reader may choose.</summary>
/// <param name="Track">Its track.</param>
/// <param name="Language">The language of its latest line; null before the first.</param>
/// <param name="HeardAt">When something last came on it; null when nothing did yet.</param>
/// <param name="Live">Whether that was a moment ago, and the session sits.</param>
public sealed record ChannelView(string Track, string? Language, DateTimeOffset? HeardAt, bool Live)
{
    /// <summary>The live channel nearest to a silent one: the same language, else as spoken, else the reader's language, else any; null when none is.</summary>
    /// <param name="channels">The channels there are.</param>
    /// <param name="chosen">The silent one's track.</param>
    /// <param name="beside">The tracks that are read already: none of them is offered.</param>
    /// <param name="readers">The language of the reader's page.</param>
    public static ChannelView? Nearest(IEnumerable<ChannelView> channels, string chosen, IEnumerable<string?> beside, string readers)
    {
        var all = channels.ToImmutableArray();
        var language = Primary(all.FirstOrDefault(channel => channel.Track == chosen)?.Language ?? chosen);
        return all.Where(channel => channel.Live && channel.Track != chosen && !beside.Contains(channel.Track))
            .OrderByDescending(channel => Primary(channel.Language ?? channel.Track) == language)
            .ThenByDescending(channel => channel.Track == CaptionTracks.Floor)
            .ThenByDescending(channel => Primary(channel.Language ?? channel.Track) == readers)
            .FirstOrDefault();
    }

    private static string Primary(string tag) => tag.Split('-')[0];
}

/// <summary>One of the channels read beside one another.</summary>
/// <param name="Track">Its track; null for whichever is written on first.</param>
/// <param name="Lines">Its newest caption lines, in order.</param>
/// <param name="Earlier">Whether the record holds lines of it before the first of them.</param>
public sealed record CaptionColumn(string? Track, ImmutableArray<CaptionLineView> Lines, bool Earlier);
