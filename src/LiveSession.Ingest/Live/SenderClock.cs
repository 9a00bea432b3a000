namespace LiveSession.Ingest.Live;

/// <summary>
/// How far the clock of captioning software is from ours, as its posts and heartbeats tell: the post that was on its way for the shortest time
/// knows best. A clock that is less than a minute off is left alone, and one time that is far from all others is a slip of the software, not the
/// time of the words.
/// </summary>
public sealed class SenderClock
{
    /// <summary>From how much on a clock is wrong.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private const int FewestApart = 3;

    // Words are not on their way for longer, and clocks that are set move less.
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(12);

    private TimeSpan? _offset;
    private int _apart;

    /// <summary>How far the clock is behind ours, negative where it is ahead; null while it is right or nothing is known.</summary>
    public TimeSpan? Behind => _offset is { } offset && offset.Duration() > Tolerance ? offset : null;

    /// <summary>Hears a time as it arrives, and says when that was by our clock.</summary>
    public DateTimeOffset Read(DateTimeOffset sent, DateTimeOffset now)
    {
        var sample = now - sent;
        if (_offset is not { } known || (sample < known - Tolerance && known - sample < Farthest))
        {
            // The first one, or a clock that was set: nothing arrives before it was sent.
            (_offset, _apart) = (sample, 0);
        }
        else if ((sample - known).Duration() > Tolerance)
        {
            // A post that was held up, or a slip; several on end are a clock that was set.
            _offset = ++_apart >= FewestApart ? sample : known;
        }
        else
        {
            (_offset, _apart) = (sample < known ? sample : known, 0);
        }

        var late = sample - (Behind ?? TimeSpan.Zero);
        return late <= TimeSpan.Zero || late > Farthest ? now : now - late;
    }
}
