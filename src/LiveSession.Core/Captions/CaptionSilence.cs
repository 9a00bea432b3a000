using LiveSession.Core.Sessions;

namespace LiveSession.Core.Captions;

/// <summary>Whether captions are missing: somebody has the floor, and nothing of what they say arrives.</summary>
public static class CaptionSilence
{
    /// <summary>Whether captions are to be expected: the session sits and somebody has the floor.</summary>
    /// <param name="state">The session.</param>
    public static bool IsCaptionExpected(SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Phase is SessionPhase.Open && state.Floor.Speaking is not null;
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
