using LiveSession.Server.Tests.Host;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Tests.Floor;

public sealed class FloorTests
{
    [Fact]
    public async Task Two_chairs_pressing_next_together_advance_once()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var one = await chair.ConnectAsync("/hubs/floor");
        var two = await chair.ConnectAsync("/hubs/floor");
        foreach (var name in new[] { "Ana", "Bo", "Che" })
        {
            (await one.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, name, "Hall", Place.Hall))).Accepted.ShouldBeTrue();
        }

        var answers = await Task.WhenAll(
            one.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 0),
            two.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 0));

        answers.Count(answer => answer.Accepted).ShouldBe(1);
        answers.Single(answer => !answer.Accepted).Rejection.ShouldBe(Rejections.FloorHasMoved("Ana"));
        var view = (await one.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), server.Session, TestContext.Current.CancellationToken)).Session!;
        view.Floor.TurnCount.ShouldBe(1);
        view.Floor.Speaking!.Speaker.Name.ShouldBe("Ana");
        view.Floor.Queue.Select(request => request.Speaker.Name).ShouldBe(["Bo", "Che"]);
    }

    [Fact]
    public async Task A_retry_after_a_lost_answer_advances_once()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var hub = await chair.ConnectAsync("/hubs/floor");
        await hub.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, "Ana", "Hall", Place.Hall));
        var command = CommandId.New();

        var first = await hub.InvokeAsync<CommandResult>(nameof(IFloorHub.GiveFloorToNext), server.Session, command, 0, TestContext.Current.CancellationToken);
        var again = await hub.InvokeAsync<CommandResult>(nameof(IFloorHub.GiveFloorToNext), server.Session, command, 0, TestContext.Current.CancellationToken);

        first.Accepted.ShouldBeTrue();
        again.Position.ShouldBe(first.Position);
    }

    [Fact]
    public async Task Somebody_without_a_link_asks_for_the_floor_by_a_form_and_takes_it_back()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var stranger = await server.VisitAsync(null);

        var nameless = await stranger.PostFormAsync("/m/wgec/1/floor", ("name", ""), ("affiliation", ""));
        var asked = await stranger.PostFormAsync("/m/wgec/1/floor", ("name", "Rosa Remote"), ("affiliation", "Net Users"), ("note", "the second question"));
        var twice = await stranger.PostFormAsync("/m/wgec/1/floor", ("note", "again"));
        var page = await stranger.Http.GetStringAsync(new Uri("/m/wgec/1", UriKind.Relative), TestContext.Current.CancellationToken);
        var withdrawn = await stranger.PostFormAsync("/m/wgec/1/floor/withdraw");

        nameless.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        asked.StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        twice.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        page.ShouldContain("Rosa Remote");
        withdrawn.StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        (await stranger.Http.GetStringAsync(new Uri("/api/sessions/" + server.Session, UriKind.Relative), TestContext.Current.CancellationToken)).ShouldNotContain("Rosa Remote");
    }

    [Fact]
    public async Task A_point_of_order_raised_by_a_form_stands_first_and_interrupts_the_speaker()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        await using var member = await server.VisitAsync(Role.Member);
        var hub = await chair.ConnectAsync("/hubs/floor");
        foreach (var name in new[] { "Ana", "Bo" })
        {
            await hub.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, name, "Hall", Place.Hall));
        }

        await hub.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 0);
        await member.PostFormAsync("/m/wgec/1/floor", ("kind", "PointOfOrder"), ("note", "the quorum"));
        await hub.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 1);

        var floor = (await hub.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), server.Session, TestContext.Current.CancellationToken)).Session!.Floor;
        floor.Speaking!.Kind.ShouldBe(SpeechKind.PointOfOrder);
        floor.Queue.Select(request => (request.Speaker.Name, request.Continues)).ShouldBe([("Ana", true), ("Bo", false)]);
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var member = await server.VisitAsync(Role.Member);
        var forged = new HttpRequestMessage(HttpMethod.Post, "/m/wgec/1/floor") { Content = new FormUrlEncodedContent([]) };
        forged.Headers.Add("Origin", "https://evil.example");

        (await member.Http.SendAsync(forged, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }
}
