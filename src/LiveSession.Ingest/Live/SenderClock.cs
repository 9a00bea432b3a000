namespace LiveSession.Ingest.Live;

/// <summary>
/// How far the clock of captioning software is from ours, as its posts and heartbeats tell: the post that was on its way for the shortest time
/// knows best. A clock that is less than a minute off is left alone.
/// </summary>
public sealed class SenderClock
{
    /// <summary>From how much on a clock is wrong.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private const int FewestLate = 3;

    private TimeSpan? _offset;
    private int _late;

    /// <summary>How far the clock is behind ours, negative where it is ahead; null while it is right or nothing is known.</summary>
    public TimeSpan? Behind => _offset is { } offset && offset.Duration() > Tolerance ? offset : null;

    /// <summary>Hears a time as it arrives, and says when that was by our clock.</summary>
    public DateTimeOffset Read(DateTimeOffset sent, DateTimeOffset now)
    {
        var sample = now - sent;
        if (_offset is not { } known || sample < known - Tolerance)
        {
            // The first one, or a clock that was set: nothing arrives before it was sent.
            (_offset, _late) = (sample, 0);
        }
        else if (sample > known + Tolerance)
        {
            // A post that was held up; several on end are a clock that was set back.
            _offset = ++_late >= FewestLate ? sample : known;
        }
        else
        {
            (_offset, _late) = (sample < known ? sample : known, 0);
        }

        var meant = sent + (Behind ?? TimeSpan.Zero);
        return meant > now ? now : meant;
    }
}
