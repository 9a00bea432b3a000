using LiveSession.Server.Captions;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Captions;

public sealed class CaptionDesksTests
{
    [Fact]
    public async Task Captioners_are_there_while_they_are_connected_each_with_the_number_of_their_desks()
    {
        await using var server = await RunningServer.StartAsync();
        var desks = server.Services.GetRequiredService<CaptionDesks>();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var first = await SitDownAsync(captioner, server);
        await SitDownAsync(captioner, server);

        desks.At(server.Session).ShouldBe([new(server.People[Role.Captioner].Id, "Cap Tioner", 2)]);
        desks.At(SessionId.New()).ShouldBeEmpty();

        await first.DisposeAsync();
        await EventuallyAsync(() => desks.At(server.Session).Single().Desks == 1);
    }

    [Fact]
    public async Task The_secretariat_looking_on_is_no_captioner()
    {
        await using var server = await RunningServer.StartAsync();
        await using var secretariat = await server.VisitAsync(Role.Secretariat);
        await SitDownAsync(secretariat, server);

        server.Services.GetRequiredService<CaptionDesks>().At(server.Session).ShouldBeEmpty();
    }

    [Fact]
    public async Task Readers_are_counted_without_those_who_work_and_without_the_console_itself()
    {
        await using var server = await RunningServer.StartAsync();
        var desks = server.Services.GetRequiredService<CaptionDesks>();
        await using var visitor = await server.VisitAsync(Role.Captioner);
        await SitDownAsync(visitor, server);
        desks.CountOtherReaders(server.Session).ShouldBe(0);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            (await (await visitor.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Rejection.ShouldBeNull();
        }

        desks.CountOtherReaders(server.Session).ShouldBe(2);
    }

    [Fact]
    public async Task Who_sits_down_is_told_the_servers_time()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await using var visitor = await server.VisitAsync(Role.Captioner);
        var hub = await visitor.ConnectAsync("/hubs/captions");

        var desk = await hub.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), server.Session, TestContext.Current.CancellationToken);

        desk.At.ShouldBe(clock.GetUtcNow());
    }

    private static async Task<HubConnection> SitDownAsync(Visitor visitor, RunningServer server)
    {
        var hub = await visitor.ConnectAsync("/hubs/captions");
        (await hub.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), server.Session, TestContext.Current.CancellationToken)).Rejection.ShouldBeNull();
        return hub;
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; !holds() && tries < 250; tries++)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        holds().ShouldBeTrue();
    }
}
