using LiveSession.Core.Log;

namespace LiveSession.Core.Relays;

/// <summary>The relays of a meeting's sessions, as folded from its log.</summary>
public sealed record RelayState
{
    /// <summary>No relay.</summary>
    public static RelayState Empty { get; } = new();

    /// <summary>The relays, in the order they were added.</summary>
    public ImmutableList<Relay> All { get; init; } = [];

    /// <summary>The state after one more event; events that are not about relays change nothing.</summary>
    public RelayState Apply(LogEvent happened) => happened switch
    {
        RelayAdded e => this with { All = All.Add(new Relay(e.Relay, e.Session, e.Service, e.Host, e.Track, e.SealedAddress, On: true)) },
        RelayStarted e => Switched(e.Relay, on: true),
        RelayStopped e => Switched(e.Relay, on: false),
        RelayRemoved e => this with { All = All.RemoveAll(relay => relay.Id == e.Relay) },
        _ => this,
    };

    /// <summary>The relay of an id; null when there is none.</summary>
    public Relay? Find(RelayId id) => All.Find(relay => relay.Id == id);

    /// <summary>The relays of a session.</summary>
    public IEnumerable<Relay> Of(SessionId session) => All.Where(relay => relay.Session == session);

    private RelayState Switched(RelayId id, bool on) =>
        Find(id) is { } relay ? this with { All = All.Replace(relay, relay with { On = on }) } : this;
}

/// <summary>One relay.</summary>
/// <param name="Id">The relay.</param>
/// <param name="Session">Whose captions.</param>
/// <param name="Service">What kind of service it goes to.</param>
/// <param name="Host">The host.</param>
/// <param name="Track">Which caption channel.</param>
/// <param name="SealedAddress">The address, encrypted.</param>
/// <param name="On">Whether it is meant to run.</param>
public sealed record Relay(RelayId Id, SessionId Session, RelayService Service, string Host, string Track, string SealedAddress, bool On);
