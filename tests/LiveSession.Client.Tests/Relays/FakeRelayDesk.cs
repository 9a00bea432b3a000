using LiveSession.Client.Relays;

namespace LiveSession.Client.Tests.Relays;

/// <summary>A desk with the relays a test puts on it; it keeps what it is told to do and refuses when it is told to.</summary>
public sealed class FakeRelayDesk : IRelayDesk
{
    private readonly List<string> _told = [];

    public ImmutableArray<string> EmbeddingOrigins { get; init; } = [];

    public ImmutableArray<RelayView>? Relays { get; set; } = [];

    public Rejection? Refusing { get; set; }

    public RelayStanding Tested { get; set; } = new(RelayCondition.Relaying);

    public IReadOnlyList<string> Told => _told;

    public static RelayView Relay(RelayStanding state, RelayService service = RelayService.Zoom, bool on = true) =>
        new(RelayId.New(), service, "wmcc.zoom.us", "floor", on, state);

    public Task<ImmutableArray<RelayView>?> ListAsync(SessionId session) => Task.FromResult(Relays);

    public Task<Rejection?> AddAsync(SessionId session, string address, RelayService? service, string track) =>
        Tell($"add {address} as {service?.ToString() ?? "recognised"} from {track}");

    public Task<Rejection?> SwitchAsync(SessionId session, RelayId relay, bool on) => Tell($"{(on ? "start" : "stop")} {relay}");

    public Task<Rejection?> RemoveAsync(SessionId session, RelayId relay) => Tell($"remove {relay}");

    public Task<RelayTrial> TestAsync(SessionId session, RelayId relay, string line)
    {
        _told.Add($"test {relay}: {line}");
        return Task.FromResult(Refusing is { } refusal ? new RelayTrial(null, refusal) : new RelayTrial(Tested));
    }

    private Task<Rejection?> Tell(string what)
    {
        _told.Add(what);
        return Task.FromResult(Refusing);
    }
}
