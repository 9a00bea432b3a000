using LiveSession.Server.Floor;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Floor;

/// <summary>The gavel between people at real desks: only the server sees who is gone.</summary>
public sealed class GavelTests
{
    [Fact]
    public async Task A_late_next_of_a_former_chair_is_refused_and_says_who_presides()
    {
        await using var server = await RunningServer.StartAsync();
        var (vice, viceId) = await server.VisitViceChairAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var (one, two) = (await chair.ConnectAsync("/hubs/floor"), await vice.ConnectAsync("/hubs/floor"));
        await one.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, "Ana", "Hall", Place.Hall));

        (await two.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 0)).Rejection.ShouldBe(Rejections.GavelHeld("Chair Person"));
        (await one.SendCommandAsync(nameof(IFloorHub.HandOverGavel), server.Session, viceId, 1)).Accepted.ShouldBeTrue();
        (await one.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 0)).Rejection.ShouldBe(Rejections.GavelHeld("Vice Chair"));
        (await two.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 0)).Accepted.ShouldBeTrue();

        var view = (await two.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), server.Session, TestContext.Current.CancellationToken)).Session!;
        view.Gavel.ShouldNotBeNull().ShouldBe(new GavelView(2, viceId, "Vice Chair", view.Gavel!.Since));
        (await vice.Http.GetStringAsync(new Uri("/m/wgec/1", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldContain("<bdi>Vice Chair</bdi> presides");
        await vice.DisposeAsync();
    }

    [Fact]
    public async Task The_gavel_is_taken_once_whoever_presides_is_gone_for_fifteen_seconds_and_not_before()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (vice, _) = await server.VisitViceChairAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var (one, two) = (await chair.ConnectAsync("/hubs/floor"), await vice.ConnectAsync("/hubs/floor"));
        foreach (var hub in new[] { one, two })
        {
            (await hub.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), server.Session, TestContext.Current.CancellationToken)).Rejection.ShouldBeNull();
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        (await two.SendCommandAsync(nameof(IFloorHub.TakeGavel), server.Session, 1)).Rejection.ShouldBe(Rejections.GavelHeld("Chair Person"));

        await one.DisposeAsync();
        var desks = server.Services.GetRequiredService<FloorDesks>();
        await EventuallyAsync(() => desks.Here(server.Session).Length == 1);
        clock.Advance(TimeSpan.FromSeconds(14));
        (await two.SendCommandAsync(nameof(IFloorHub.TakeGavel), server.Session, 1)).Rejection.ShouldBe(Rejections.GavelNotYet(15));
        clock.Advance(TimeSpan.FromSeconds(1));
        (await two.SendCommandAsync(nameof(IFloorHub.TakeGavel), server.Session, 1)).Accepted.ShouldBeTrue();
        (await server.StoredTextAsync()).ShouldContain("\"formerGone\":\"00:00:15\"");
        await vice.DisposeAsync();
    }

    [Fact]
    public async Task Nobody_counts_as_gone_while_the_other_nodes_cannot_be_heard()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (presence, desks) = (server.Services.GetRequiredService<Presence>(), server.Services.GetRequiredService<FloorDesks>());
        var (chair, meeting) = (server.People[Role.Chair].Id, await server.Services.GetRequiredService<MeetingDirectory>().WriterOf(server.Meeting).StateAsync());
        presence.Heard(new NodeWord("other", null, [new SessionPresence(server.Session, 0, []) { Presiding = [chair] }], Whole: true, Number: 1), clock.GetTimestamp());
        desks.NoteElsewhere();
        desks.GoneFrom(server.Session, meeting).ShouldNotContainKey(chair);

        // They hold the gavel there, and are not at this node.
        await server.OpenSessionAsync();
        var (vice, _) = await server.VisitViceChairAsync();
        await using var seated = vice;
        await using var presiding = await server.VisitAsync(Role.Chair);
        (await (await presiding.ConnectAsync("/hubs/floor")).SendCommandAsync(nameof(IFloorHub.TakeGavel), server.Session, 0)).Accepted.ShouldBeTrue();
        var desk = await vice.ConnectAsync("/hubs/floor");
        clock.Advance(TimeSpan.FromMinutes(1));
        presence.ForgetSilent(clock.GetTimestamp());
        presence.IsBlind = true;
        desks.NoteElsewhere();
        clock.Advance(TimeSpan.FromMinutes(1));
        (await desk.SendCommandAsync(nameof(IFloorHub.TakeGavel), server.Session, 1)).Rejection.ShouldBe(Rejections.GavelHolderUnseen("Chair Person"));

        // Once the others are heard again and nobody names them, their time runs: from when that was last not known.
        desks.NoteElsewhere();
        presence.IsBlind = false;
        desks.NoteElsewhere();
        clock.Advance(TimeSpan.FromSeconds(14));
        (await desk.SendCommandAsync(nameof(IFloorHub.TakeGavel), server.Session, 1)).Rejection.ShouldBe(Rejections.GavelNotYet(15));
        clock.Advance(TimeSpan.FromSeconds(1));
        (await desk.SendCommandAsync(nameof(IFloorHub.TakeGavel), server.Session, 1)).Accepted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("Host=db", null, true)]
    [InlineData("Host=db", "redis:6379", true)]
    public void Who_is_at_other_nodes_is_known_where_there_can_be_none_and_else_once_they_are_heard(string? postgres, string? redis, bool blind)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = postgres, ["ConnectionStrings:Redis"] = redis }).Build();

        using var services = new ServiceCollection().AddNodes(configuration).BuildServiceProvider();

        services.GetRequiredService<Presence>().IsBlind.ShouldBe(blind);
    }

    [Fact]
    public async Task Somebody_entrusted_works_at_the_desk_until_it_is_taken_back()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        await using var member = await server.VisitAsync(Role.Member);
        var (desk, helper) = (await chair.ConnectAsync("/hubs/floor"), await member.ConnectAsync("/hubs/floor"));
        (await JoinAsync()).ShouldBe(Rejections.NotAllowed);

        (await desk.SendCommandAsync(nameof(IFloorHub.EntrustDuty), server.Session, new EntrustDuty(server.People[Role.Member].Id, Duty.Clock))).Accepted.ShouldBeTrue();
        (await JoinAsync()).ShouldBeNull();
        (await helper.SendCommandAsync(nameof(IFloorHub.SetSpeakingTime), server.Session, new SetSpeakingTime(TimeSpan.FromMinutes(3)))).Accepted.ShouldBeTrue();
        (await helper.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, "Ana", "Hall", Place.Hall)))
            .Rejection.ShouldBe(Rejections.NotAllowed);
        (await PageAsync()).ShouldContain("\"m/wgec/1/chair\"");

        (await desk.SendCommandAsync(nameof(IFloorHub.WithdrawDuty), server.Session, new WithdrawDuty(server.People[Role.Member].Id, Duty.Clock))).Accepted.ShouldBeTrue();
        (await helper.SendCommandAsync(nameof(IFloorHub.SetSpeakingTime), server.Session, new SetSpeakingTime(null))).Rejection.ShouldBe(Rejections.NotAllowed);
        (await JoinAsync()).ShouldBe(Rejections.NotAllowed);
        (await PageAsync()).ShouldNotContain("m/wgec/1/chair");

        async Task<Rejection?> JoinAsync() => (await helper.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), server.Session, TestContext.Current.CancellationToken)).Rejection;

        Task<string> PageAsync() => member.Http.GetStringAsync(new Uri("/m/wgec/1", UriKind.Relative), TestContext.Current.CancellationToken);
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
