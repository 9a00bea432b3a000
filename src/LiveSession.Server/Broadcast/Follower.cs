using System.Diagnostics;
using LiveSession.Server.Operations;

namespace LiveSession.Server.Broadcast;

/// <summary>
/// One connection that follows a session, with its own place in what is published. It is written to as fast as it reads and never
/// holds anybody: a reader that is busy is passed over and catches up from the ring; one that fell out of the ring gets the newest
/// publication, sees the gap and joins again; one that does not read at all is cut off.
/// </summary>
internal sealed class Follower(IOutlet outlet, Audience audience, string? language, Reading reading, bool first, Instruments instruments)
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Woken = 2;

    private readonly Dictionary<string, long> _drafts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _panels = new(StringComparer.Ordinal);
    // Whoever comes for the first time has nothing on the screen that these would take off it.
    private readonly ImmutableDictionary<string, long> _empty = !first ? ImmutableDictionary<string, long>.Empty
        : audience.Drafts.Where(draft => draft.Value.State.Empty).ToImmutableDictionary(draft => draft.Key, draft => draft.Value.State.Revision);

    private long _news = audience.Ring.End;
    private long _view = audience.View.Version;
    private long _presence;
    private long _panelsKnown = long.MaxValue;
    private int _pump;
    private long _writingSince;

    public IOutlet Outlet { get; } = outlet;

    /// <summary>Whether it reads the captions; a desk follows the session's state only.</summary>
    public bool Reads => reading.Kind is not ReaderKind.None;

    /// <summary>As whom it reads.</summary>
    public Reading Reading => reading;

    /// <summary>The language its panels are rendered in; null when it takes data.</summary>
    public string? Language { get; } = language;

    /// <summary>Looks whether there is something for this reader, unless it is busy with the last thing.</summary>
    /// <returns>How many messages it took at once.</returns>
    public int Wake() => Interlocked.Exchange(ref _pump, Woken) == Idle ? Pump() : 0;

    /// <summary>The connection was handed these panels with the answer to its joining: from here on it gets newer ones, and none before.</summary>
    public void Has(PanelSet? panels)
    {
        Volatile.Write(ref _panelsKnown, panels?.Version ?? 0);
        Wake();
    }

    /// <summary>How long the message being written has been waiting for the reader; zero when none is.</summary>
    public TimeSpan StalledFor =>
        Volatile.Read(ref _writingSince) is var since and not 0 ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

    private int Pump()
    {
        var delivered = 0;
        do
        {
            Volatile.Write(ref _pump, Running);
            while (Next() is { } message)
            {
                var write = Outlet.WriteAsync(message);
                if (!write.IsCompletedSuccessfully)
                {
                    _ = FinishAsync(write);
                    return delivered;
                }

                delivered++;
            }
        }
        while (Interlocked.CompareExchange(ref _pump, Idle, Running) != Running);

        return delivered;
    }

    private async Task FinishAsync(ValueTask write)
    {
        Volatile.Write(ref _writingSince, Stopwatch.GetTimestamp());
        try
        {
            await write;
        }
        catch (Exception)
        {
            Outlet.Abort();
            return; // Gone. The pump stays "running", so that nothing is written to it any more.
        }
        finally
        {
            Volatile.Write(ref _writingSince, 0);
        }

        instruments.Delivered.Add(1 + Pump());
    }

    private Publication? Next()
    {
        if (!Reads)
        {
            return NextView() ?? NextPresence();
        }

        return NextNews() ?? (Language is null ? NextView() : NextPanel(Language)) ?? NextDraft();
    }

    private Publication? NextNews()
    {
        if (_news >= audience.Ring.End)
        {
            return null;
        }

        if (audience.Ring.Read(_news) is not { } entry)
        {
            _news = audience.Ring.End - 1;
            entry = audience.Ring.Read(_news);
        }

        _news++;
        return entry?.Message;
    }

    private Publication? NextView()
    {
        var view = audience.View;
        if (view.Version <= _view)
        {
            return null;
        }

        _view = view.Version;
        return view.Message;
    }

    private Publication? NextPresence()
    {
        var state = audience.Presence;
        if (state.Revision == _presence)
        {
            return null;
        }

        var message = _presence > 0 && _presence == state.After ? state.Change : state.Whole;
        _presence = state.Revision;
        return message;
    }

    private Publication? NextPanel(string language)
    {
        if (audience.PanelsIn(language) is { } set)
        {
            foreach (var panel in set.Panels)
            {
                if (Math.Max(_panels.GetValueOrDefault(panel.View.Name), Volatile.Read(ref _panelsKnown)) < panel.Version)
                {
                    _panels[panel.View.Name] = panel.Version;
                    return panel.Message;
                }
            }
        }

        return null;
    }

    private Publication? NextDraft()
    {
        foreach (var (track, draft) in audience.Drafts)
        {
            var state = draft.State;
            if (state.Whole is not null && _empty.GetValueOrDefault(track) != state.Revision && _drafts.GetValueOrDefault(track) is var sent && sent < state.Revision)
            {
                _drafts[track] = state.Revision;
                return sent == state.After ? state.Change : state.Whole;
            }
        }

        return null;
    }
}
