using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Captions.Steno;
using LiveSession.Server.Meetings;
using LiveSession.Testing.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveSession.Server.Tests.Host;

/// <summary>The real server on a free port, with its logs in memory, and one meeting with somebody of every role.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _data;

    private RunningServer(WebApplication app, InMemorySessionLog log, string data) => (_app, Log, _data) = (app, log, data);

    public InMemorySessionLog Log { get; }

    public Uri Address { get; private set; } = null!;

    public MeetingId Meeting { get; private set; }

    public SessionId Session { get; private set; }

    public AgendaItemId FirstItem { get; private set; }

    public Dictionary<Role, Person> People { get; } = [];

    public IServiceProvider Services => _app.Services;

    public static Task<RunningServer> StartAsync(params string[] settings) => StartAsync(new InMemorySessionLog(), null, settings);

    public static async Task<RunningServer> StartAsync(InMemorySessionLog log, Action<WebApplicationBuilder>? configure, params string[] settings)
    {
        var server = await StartNodeAsync(log, configure, settings);
        await server.FoundMeetingAsync();
        return server;
    }

    /// <summary>Another node of the same installation: the same archive and meeting, everything else its own.</summary>
    public Task<RunningServer> StartAnotherNodeAsync(params string[] settings) => StartAnotherNodeAsync(null, settings);

    public async Task<RunningServer> StartAnotherNodeAsync(Action<WebApplicationBuilder>? configure, params string[] settings)
    {
        var node = await StartNodeAsync(Log, configure, settings);
        (node.Meeting, node.Session, node.FirstItem) = (Meeting, Session, FirstItem);
        foreach (var (role, person) in People)
        {
            node.People[role] = person;
        }

        return node;
    }

    private static async Task<RunningServer> StartNodeAsync(InMemorySessionLog log, Action<WebApplicationBuilder>? configure, string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;
        var app = Composition.Build([$"--LiveSession:Data={data}", .. settings], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<ISessionLog>(log);
            configure?.Invoke(builder);
        });
        var server = new RunningServer(app, log, data);
        await app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>A person of this role with the meeting's link in their browser; null is somebody without any.</summary>
    public async Task<Visitor> VisitAsync(Role? role)
    {
        var visitor = new Visitor(this);
        if (role is { } known)
        {
            (await visitor.OpenAsync(People[known].Secret)).EnsureSuccessStatusCode();
        }

        return visitor;
    }

    /// <summary>Opens the session as its chair.</summary>
    public async Task OpenSessionAsync()
    {
        await using var chair = await VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");
        (await floor.SendCommandAsync(nameof(IFloorHub.OpenSession), Session)).Rejection.ShouldBeNull();
    }

    /// <summary>Issues one more link to somebody.</summary>
    public async Task<(string Secret, InvitationId Id)> InviteAsync(Role role, DateTimeOffset? expiresAt = null, int mostUses = 100)
    {
        var secret = InvitationSecret.New();
        var id = InvitationId.New();
        var issued = await Commands.RunAsync(Actor.System, Meeting, CommandId.New(), new IssueInvitations(
            [new NewLink(id, People[role].Id, InvitationSecret.HashOf(secret))], expiresAt ?? DateTimeOffset.UtcNow.AddDays(1), mostUses));
        issued.Rejection.ShouldBeNull();
        return (secret, id);
    }

    /// <summary>Lets captioning software in, and gives the secret of its address.</summary>
    public async Task<(string Secret, CaptionSourceId Id)> IssueSourceAsync(CaptionProtocol protocol, string name = "Software", string track = "floor", string language = "en")
    {
        var (secret, id) = (InvitationSecret.New(), CaptionSourceId.New());
        (await ChangeMeetingAsync(new IssueCaptionSource(id, Session, name, track, language, protocol, InvitationSecret.HashOf(secret)))).Rejection.ShouldBeNull();
        return (secret, id);
    }

    /// <summary>Lets stenography software in, and gives its port.</summary>
    public async Task<(int Port, CaptionSourceId Id)> IssueStenoAsync(string track = "floor", string language = "en")
    {
        var id = default(CaptionSourceId);
        var (port, none) = await Services.GetRequiredService<StenoPorts>().HandOutAsync(
            async (source, number) => (await ChangeMeetingAsync(new IssueCaptionSource(
                id = source, Session, "Steno", track, language, CaptionProtocol.Steno, InvitationSecret.HashOf(InvitationSecret.New()), number))).Rejection,
            async source => (await ChangeMeetingAsync(new RevokeCaptionSource(source))).Rejection);
        none.ShouldBeNull();
        return (port!.Value, id);
    }

    /// <summary>The lines of the record on a track, by their text.</summary>
    public async Task<ImmutableArray<string>> LinesAsync(string track = "floor") =>
        [.. (await _app.Services.GetRequiredService<MeetingDirectory>().WriterOf(Session).StateAsync())
            .Captions.Lines.Where(line => line.Track == track).Select(line => line.Text)];

    /// <summary>Finishes what sources have begun, as a pause would.</summary>
    public Task PauseAsync() => _app.Services.GetRequiredService<SourceDesk>().FinishIdleAsync(all: true);

    /// <summary>A second captioner of the roster, signed in.</summary>
    public async Task<Visitor> VisitSecondCaptionerAsync()
    {
        var meeting = await _app.Services.GetRequiredService<MeetingDirectory>().WriterOf(Meeting).StateAsync();
        var second = meeting.Participants.Values.Single(listed => listed.Role is Role.Captioner && listed.Id != People[Role.Captioner].Id);
        var secret = InvitationSecret.New();
        await ChangeMeetingAsync(new IssueInvitations(
            [new NewLink(InvitationId.New(), second.Id, InvitationSecret.HashOf(secret))], DateTimeOffset.UtcNow.AddDays(1), 1));
        var visitor = new Visitor(this);
        (await visitor.OpenAsync(secret)).EnsureSuccessStatusCode();
        return visitor;
    }

    /// <summary>A second person who may preside, put on the roster and signed in.</summary>
    public async Task<(Visitor Visitor, ParticipantId Id)> VisitViceChairAsync()
    {
        (await ChangeMeetingAsync(new ImportRoster([new RosterEntry("Vice Chair", "Syldavia", StakeholderGroup.Government, Role.Chair)]))).Rejection.ShouldBeNull();
        var vice = (await _app.Services.GetRequiredService<MeetingDirectory>().WriterOf(Meeting).StateAsync()).Chairs[^1].Id;
        var secret = InvitationSecret.New();
        (await ChangeMeetingAsync(new IssueInvitations(
            [new NewLink(InvitationId.New(), vice, InvitationSecret.HashOf(secret))], DateTimeOffset.UtcNow.AddDays(1), 1))).Rejection.ShouldBeNull();
        var visitor = new Visitor(this);
        (await visitor.OpenAsync(secret)).EnsureSuccessStatusCode();
        return (visitor, vice);
    }

    /// <summary>Everything the session's log holds, as stored.</summary>
    public async Task<string> StoredTextAsync()
    {
        var text = new System.Text.StringBuilder();
        await foreach (var stored in Log.ReadStoredAsync(LogId.Of(Session), TestContext.Current.CancellationToken))
        {
            text.AppendLine(System.Text.Encoding.UTF8.GetString(stored.Canonical.Span));
        }

        return text.ToString();
    }

    public async Task RevokeAsync(InvitationId invitation) =>
        (await Commands.RunAsync(Actor.System, Meeting, CommandId.New(), new RevokeInvitation(invitation))).Rejection.ShouldBeNull();

    public async Task<CommandResult> ChangeMeetingAsync(MeetingCommand command) =>
        await Commands.RunAsync(Actor.System, Meeting, CommandId.New(), command);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    private MeetingCommands Commands => _app.Services.GetRequiredService<MeetingCommands>();

    private async Task FoundMeetingAsync()
    {
        var start = DateTimeOffset.UtcNow.AddMinutes(10);
        var command = CommandId.New();
        var created = await Commands.CreateAsync(Actor.System, command, new CreateMeeting(
            "wgec", "Working Group on Enhanced Cooperation", "Europe/Zurich", Public: true,
            [new SessionPlan("First session", start, start.AddHours(3)), new SessionPlan("Second session", start.AddHours(4), start.AddHours(7))],
            [new AgendaItemPlan("1", "Adoption of the agenda"), new AgendaItemPlan("2", "Guiding questions")]));
        created.Rejection.ShouldBeNull();
        Meeting = MeetingId.From(command.Value);
        (await ChangeMeetingAsync(new ImportRoster(
            [
                new RosterEntry("Sec Retary", "Secretariat", StakeholderGroup.Unspecified, Role.Secretariat),
                new RosterEntry("Chair Person", "Ruritania", StakeholderGroup.Government, Role.Chair),
                new RosterEntry("Cap Tioner", "", StakeholderGroup.Unspecified, Role.Captioner),
                new RosterEntry("Mem Ber", "Grand Fenwick", StakeholderGroup.Government, Role.Member),
                new RosterEntry("Ob Server", "Internet Society of Nowhere", StakeholderGroup.CivilSociety, Role.Observer),
            ]))).Rejection.ShouldBeNull();
        var meeting = await _app.Services.GetRequiredService<MeetingDirectory>().WriterOf(Meeting).StateAsync();
        Session = meeting.Sessions.Values.Single(session => session.Number == 1).Id;
        FirstItem = meeting.Agenda[0].Id;
        foreach (var listed in meeting.Participants.Values)
        {
            People[listed.Role] = new Person(listed.Id, "");
            People[listed.Role] = new Person(listed.Id, (await InviteAsync(listed.Role)).Secret);
        }
    }
}

/// <summary>Somebody on the roster, and the secret of their link.</summary>
public sealed record Person(ParticipantId Id, string Secret);
