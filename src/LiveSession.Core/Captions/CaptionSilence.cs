using LiveSession.Core.Sessions;

namespace LiveSession.Core.Captions;

/// <summary>Whether captions are missing: somebody has the floor, and nothing of what they say arrives.</summary>
public static class CaptionSilence
{
    /// <summary>After which silence a channel beside the floor's counts as given up: nobody waits for it any more.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The channels on which captions are to be expected: none unless the session sits and somebody has the floor; else the floor's where
    /// somebody writes on it, and those on which text came lately. There is one at least: the one heard last, or the floor's.
    /// </summary>
    /// <param name="state">The session.</param>
    /// <param name="heardAt">When text last came, by channel.</param>
    /// <param name="now">The moment.</param>
    public static ImmutableArray<string> ExpectedTracks(SessionState state, IReadOnlyDictionary<string, DateTimeOffset> heardAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(heardAt);
        if (state.Phase is not SessionPhase.Open || state.Floor.Speaking is null)
        {
            return [];
        }

        var floor = state.Captions.Pens.ContainsKey(CaptionStreams.Floor) || heardAt.Count == 0;
        ImmutableArray<string> live =
        [
            .. floor ? [CaptionStreams.Floor] : Array.Empty<string>(),
            .. heardAt.Where(track => track.Key != CaptionStreams.Floor && now - track.Value < GivenUpAfter).Select(track => track.Key).Order(StringComparer.Ordinal),
        ];
        return live.IsEmpty ? [heardAt.MaxBy(track => track.Value).Key] : live;
    }

    /// <summary>Since when captions are missing; null while none is expected, or while one came not long ago.</summary>
    /// <param name="expectedSince">Since when captions are expected; null when they are not.</param>
    /// <param name="heardAt">When the latest draft or line came; null when none did.</param>
    /// <param name="now">The moment.</param>
    /// <param name="after">How long nothing may come before that is called silence.</param>
    public static DateTimeOffset? Since(DateTimeOffset? expectedSince, DateTimeOffset? heardAt, DateTimeOffset now, TimeSpan after)
    {
        if (expectedSince is not { } since)
        {
            return null;
        }

        var quietSince = heardAt > since ? heardAt.Value : since;
        return now - quietSince >= after ? quietSince : null;
    }
}
