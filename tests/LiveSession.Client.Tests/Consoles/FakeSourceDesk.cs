using LiveSession.Client.Captions;

namespace LiveSession.Client.Tests.Consoles;

/// <summary>Caption sources without a server.</summary>
public sealed class FakeSourceDesk : ICaptionSourceDesk
{
    private Action _changed = () => { };

    public ImmutableArray<CaptionSourceStanding> Sources { get; set; } = [];

    public bool TakesStenography { get; set; }

    public List<object> Sent { get; } = [];

    public Rejection? Refusal { get; set; }

    public Task<ImmutableArray<CaptionSourceStanding>> ListAsync(SessionId session) => Task.FromResult(Sources);

    public Task<IssuedSource> IssueAsync(SessionId session, string name, string track, string language, CaptionProtocol protocol)
    {
        Sent.Add((name, track, language, protocol));
        return Task.FromResult(Refusal is null ? new IssuedSource("https://live.example/closedcaption?signature=S", protocol) : new IssuedSource(null, protocol, Refusal));
    }

    public Task<Rejection?> RevokeAsync(SessionId session, CaptionSourceId source)
    {
        Sent.Add(source);
        return Task.FromResult(Refusal);
    }

    public SilenceTakeover Takeover { get; set; } = new(null, Writers: 2);

    public Task<SilenceTakeover> TakeoverAsync(SessionId session, string track) => Task.FromResult(Takeover);

    public Task<Rejection?> RunAsync(SessionId session, SessionCommand command)
    {
        Sent.Add(command);
        return Task.FromResult(Refusal);
    }

    public IDisposable Subscribe(SessionId session, Action changed)
    {
        _changed = changed;
        return new Unsubscriber();
    }

    public void Change(params ImmutableArray<CaptionSourceStanding> sources)
    {
        Sources = sources;
        _changed();
    }

    private sealed class Unsubscriber : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
