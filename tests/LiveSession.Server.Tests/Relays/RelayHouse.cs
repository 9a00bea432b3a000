using LiveSession.Client.Relays;
using LiveSession.Server.Relays;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using LiveSession.Testing.Relays;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Relays;

/// <summary>A server with an open session, a captioner who writes, a service that is relayed to, and a clock that a test moves.</summary>
internal sealed class RelayHouse : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private Visitor? _captioner;
    private CaptionPen? _pen;

    public required RunningServer Server { get; init; }

    public required StubService Service { get; init; }

    public required FakeTimeProvider Clock { get; init; }

    public required KeptLog Said { get; init; }

    public static Task<RelayHouse> OpenAsync(params string[] settings) => OpenAsync(null, settings);

    public static async Task<RelayHouse> OpenAsync(Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? configure, params string[] settings)
    {
        var (clock, said) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new KeptLog());
        var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(said);
            configure?.Invoke(builder);
        }, ["--Relays:AllowLoopback=true", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", .. settings]);
        await server.OpenSessionAsync();
        return new RelayHouse { Server = server, Service = await StubService.StartAsync(), Clock = clock, Said = said };
    }

    /// <summary>The desk of somebody of this role; null is a stranger.</summary>
    public async Task<IRelayDesk> DeskAsync(Role? role = Role.Captioner) =>
        ActivatorUtilities.CreateInstance<CircuitRelayDesk>(Server.Services, await SignedIn.AsAsync(Server, role));

    /// <summary>Relays the session to the service.</summary>
    public async Task<RelayId> RelayAsync(RelayService service, string track = "floor")
    {
        var desk = await DeskAsync();
        (await desk.AddAsync(Server.Session, Service.LinkFor(service), null, track)).ShouldBeNull();
        return (await desk.ListAsync(Server.Session)).ShouldNotBeNull()[^1].Id;
    }

    public async Task<RelayView> ViewAsync(RelayId relay) =>
        (await (await DeskAsync()).ListAsync(Server.Session)).ShouldNotBeNull().Single(view => view.Id == relay);

    /// <summary>A line of captions, as recorded.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> SayAsync(string text, string? speaker = null)
    {
        _captioner ??= await Server.VisitAsync(Role.Captioner);
        _pen ??= await CaptionPen.TakeUpAsync(_captioner, Server.Session);
        var said = await _pen.LineAsync(text, speaker: speaker);
        said.Rejection.ShouldBeNull();
        return said.Position!.Value.Sequence;
    }

    /// <summary>Gives a line that was said other words; without any it is withdrawn.</summary>
    public async Task CorrectAsync(long line, string text)
    {
        var hub = await _captioner!.ConnectAsync("/hubs/captions");
        var result = await hub.InvokeAsync<CommandResult>(
            nameof(ICaptionHub.CorrectLine), Server.Session, CommandId.New(), line, text, TestContext.Current.CancellationToken);
        result.Rejection.ShouldBeNull();
    }

    /// <summary>Lets time pass in small steps until something is so; fails, saying what, when it does not become so.</summary>
    public async Task UntilAsync(Func<bool> isSo, string what, double step = 0.1)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            (TimeProvider.System.GetElapsedTime(begun) < Patience).ShouldBeTrue($"it never happened that {what}; taken: {string.Join(" | ", Service.Taken)}");
            Clock.Advance(TimeSpan.FromSeconds(step));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets time pass until the relay is as wanted.</summary>
    public async Task<RelayStanding> UntilAsync(RelayId relay, Func<RelayStanding, bool> isSo, string what, double step = 0.1)
    {
        var relays = Server.Services.GetRequiredService<CaptionRelays>();
        var known = await Server.Services.GetRequiredService<Meetings.MeetingDirectory>().WriterOf(Server.Meeting).StateAsync();
        RelayStanding standing = null!;
        await UntilAsync(() => isSo(standing = relays.StandingOf(known.Relays.Find(relay)!)), what, step);
        return standing;
    }

    public async ValueTask DisposeAsync()
    {
        if (_captioner is not null)
        {
            await _captioner.DisposeAsync();
        }

        await Server.DisposeAsync();
        await Service.DisposeAsync();
    }
}

/// <summary>Keeps every word the server logs, at every level.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
