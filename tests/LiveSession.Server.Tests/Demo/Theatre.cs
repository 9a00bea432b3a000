using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;
using LiveSession.Server.Demo;
using LiveSession.Server.Meetings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveSession.Server.Tests.Demo;

/// <summary>A real server with a stage set for one play, and the director's clock.</summary>
internal sealed class Theatre : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("livesession-theatre-").FullName;
    private readonly Screenplay _play;
    private WebApplication _app = null!;
    private ImmutableDictionary<string, Uri> _links = ImmutableDictionary<string, Uri>.Empty;

    private Theatre(Screenplay play) => _play = play;

    public StageClock Clock { get; } = new();

    public DemoStage Stage { get; private set; } = null!;

    public static async Task<Theatre> OpenAsync(Screenplay play)
    {
        var theatre = new Theatre(play);
        await theatre.StartServerAsync("http://127.0.0.1:0");
        await theatre.SetStageAsync();
        return theatre;
    }

    public DemoDirector Hire() => new(_play, Stage, 1, Clock, NullLogger<DemoDirector>.Instance);

    /// <summary>Founds the meeting, the first time, and issues links.</summary>
    public async Task SetStageAsync() =>
        (Stage, _links) = await _app.Services.GetRequiredService<DemoSetting>().SetAsync(_play, Address);

    /// <summary>The server goes away and comes back at the same address, with the same data.</summary>
    public async Task RestartServerAsync()
    {
        var address = Address.AbsoluteUri;
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await StartServerAsync(address);
    }

    /// <summary>The secretariat withdraws somebody's links.</summary>
    public async Task RevokeAsync(string key)
    {
        var (directory, commands) = (_app.Services.GetRequiredService<MeetingDirectory>(), _app.Services.GetRequiredService<MeetingCommands>());
        var meeting = (await directory.FindAsync(_play.Slug))!;
        foreach (var link in meeting.Invitations.All.Values.Where(link => link.Participant == Stage.Cast[key]))
        {
            (await commands.RunAsync(Actor.System, meeting.Id, CommandId.New(), new RevokeInvitation(link.Id))).Rejection.ShouldBeNull();
        }
    }

    /// <summary>Somebody of the cast whom a person plays, at a desk.</summary>
    public async Task<Guest> SeatAsync(string key, string hub)
    {
        var guest = new Guest(Stage, hub, _links[key]);
        await guest.StartAsync();
        return guest;
    }

    public ValueTask<SessionState> StateAsync() =>
        _app.Services.GetRequiredService<MeetingDirectory>().WriterOf(Stage.Session).StateAsync();

    /// <summary>Completes when the record holds so many lines.</summary>
    public async Task LinesAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = 0;
        using var subscription = _app.Services.GetRequiredService<ISessionFeed>().Subscribe((log, events) =>
        {
            held += log == LogId.Of(Stage.Session) ? events.Count(each => each.Event is CaptionLineAdded) : 0;
            if (held >= count)
            {
                reached.TrySetResult();
            }
        });
        await reached.Task.WaitAsync(Limit);
    }

    public async Task<List<LogEvent>> EventsAsync()
    {
        var events = new List<LogEvent>();
        await foreach (var logged in _app.Services.GetRequiredService<ISessionLog>().ReadAsync(LogId.Of(Stage.Session), 0))
        {
            events.Add(logged.Event);
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private async Task StartServerAsync(string address)
    {
        _app = Composition.Build([$"--LiveSession:Data={_folder}", $"--urls={address}"], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<DemoSetting>();
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>A person at a chair's or captioner's desk.</summary>
internal sealed class Guest : IAsyncDisposable
{
    private readonly DemoStage _stage;
    private readonly DemoConnection _connection;

    public Guest(DemoStage stage, string hub, Uri link)
    {
        _stage = stage;
        _connection = new DemoConnection(stage.Server, hub, link, TimeProvider.System, NullLogger.Instance) { Greet = SitDownAsync };
    }

    /// <summary>The session as it was when they sat down.</summary>
    public SessionView Session { get; private set; } = null!;

    public Task StartAsync() => _connection.StartAsync(TestContext.Current.CancellationToken).WaitAsync(Theatre.Limit);

    public async Task DoAsync(string method, params object?[] arguments) =>
        (await _connection.CommandAsync(method, [_stage.Session, CommandId.New(), .. arguments], TestContext.Current.CancellationToken))
        .Rejection.ShouldBeNull();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task SitDownAsync() =>
        Session = (await _connection.Hub.InvokeAsync<DeskResult>("Join", _stage.Session)).Session!;
}
