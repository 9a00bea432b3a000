using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;
using LiveSession.Testing.Log;
using LiveSession.Testing.Relays;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveSession.Server.Tests.Relays;

public sealed class RelayRestartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restarted_server_goes_on_with_the_next_line_unless_its_keys_are_lost(bool keysLost)
    {
        var (log, folders) = (new InMemorySessionLog(), Directory.CreateTempSubdirectory("livesession-"));
        await using var service = await StubService.StartAsync();
        var (session, captioner) = (default(SessionId), new Actor(ParticipantId.New(), Role.Captioner, "Cap Tioner", ""));
        await using (var before = await StartAsync(log, folders, "one"))
        {
            session = await FoundAsync(before, service);
            await SayAsync(before, session, captioner, "Before the restart.");
            await service.TakenAsync(1);
        }

        await using (var after = await StartAsync(log, folders, keysLost ? "two" : "one"))
        {
            await SayAsync(after, session, captioner, "After the restart.");
            if (!keysLost)
            {
                await service.TakenAsync(2);
            }

            service.Taken.ShouldBe(keysLost ? ["Before the restart."] : ["Before the restart.", "After the restart."]);
            service.Numbers.ShouldBe(keysLost ? [1] : [1, 2]);
            var relay = (await after.Services.GetRequiredService<MeetingDirectory>().FindAsync(session))!.Meeting.Relays.All.Single();
            after.Services.GetRequiredService<Server.Relays.CaptionRelays>().StandingOf(relay).Condition
                .ShouldBeOneOf(keysLost ? [Client.Relays.RelayCondition.Unreadable] : [Client.Relays.RelayCondition.Relaying, Client.Relays.RelayCondition.Ready]);
        }

        folders.Delete(recursive: true);
    }

    private static async Task<WebApplication> StartAsync(InMemorySessionLog log, DirectoryInfo folders, string folder)
    {
        var app = Composition.Build([$"--LiveSession:Data={folders.FullName}/{folder}", "--Relays:AllowLoopback=true"], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<ISessionLog>(log);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task<SessionId> FoundAsync(WebApplication app, StubService service)
    {
        var (commands, command, start) = (app.Services.GetRequiredService<MeetingCommands>(), CommandId.New(), TimeProvider.System.GetUtcNow());
        await commands.CreateAsync(Actor.System, command, new CreateMeeting("wgec", "Working Group", "UTC", true, [new SessionPlan("First", start, start.AddHours(1))], []));
        var meeting = MeetingId.From(command.Value);
        var session = (await app.Services.GetRequiredService<MeetingDirectory>().FindAsync(meeting))!.Sessions.Keys.Single();
        Core.Relays.RelayAddress.Read(service.LinkFor(RelayService.Zoom), null, new([], AllowLoopback: true), out var address);
        var seal = app.Services.GetRequiredService<Server.Relays.RelaySecrets>().Seal(session, address!);
        (await commands.RunAsync(Actor.System, meeting, CommandId.New(), new Core.Relays.AddRelay(session, RelayService.Zoom, "127.0.0.1", "floor", seal, []))).Rejection.ShouldBeNull();
        await RunAsync(app, session, new(ParticipantId.New(), Role.Chair, "Chair", ""), new OpenSession());
        return session;
    }

    private static Task SayAsync(WebApplication app, SessionId session, Actor captioner, string text) =>
        RunAsync(app, session, captioner, new AddCaptionLine("floor", "en", text));

    private static async Task RunAsync(WebApplication app, SessionId session, Actor by, SessionCommand wanted)
    {
        var (place, command) = ((await app.Services.GetRequiredService<MeetingDirectory>().FindAsync(session))!, CommandId.New());
        (await place.Writer.RunAsync(command, by.Id, (state, now) => SessionDecider.Decide(
            state, wanted, new SessionContext(command, by, now, session, place.Meeting, new SessionLimits())))).Rejection.ShouldBeNull();
    }
}
