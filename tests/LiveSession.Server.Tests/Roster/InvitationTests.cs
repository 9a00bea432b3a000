using System.Net;
using System.Text.Json;
using LiveSession.Server.Tests.Host;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Tests.Roster;

public sealed class InvitationTests
{
    [Fact]
    public async Task Looking_at_a_link_shows_whose_it_is_and_uses_nothing_up()
    {
        await using var server = await RunningServer.StartAsync();
        var (secret, _) = await server.InviteAsync(Role.Chair, mostUses: 1);
        await using var scanner = await server.VisitAsync(null);

        for (var look = 0; look < 5; look++)
        {
            var page = await scanner.Http.GetAsync(new Uri($"/i/{secret}", UriKind.Relative), TestContext.Current.CancellationToken);
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Headers.Contains("Set-Cookie").ShouldBeFalse();
            (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Chair Person");
        }

        await using var chair = await server.VisitAsync(null);
        (await chair.OpenAsync(secret)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Withdrawing_a_link_closes_consoles_though_others_hang_up_when_told()
    {
        await using var server = await RunningServer.StartAsync();
        var (secret, id) = await server.InviteAsync(Role.Chair);
        await using var chair = await server.VisitAsync(null);
        await chair.OpenAsync(secret);
        var limit = TestContext.Current.CancellationToken;
        var consoles = new List<System.Net.WebSockets.ClientWebSocket>();
        for (var number = 0; number < 8; number++)
        {
            var connection = await chair.ConnectAsync("/hubs/floor");
            connection.On<ClosingNotice>(nameof(IFloorClient.Closing), async _ => await connection.StopAsync(limit));
            consoles.Add(await chair.OpenSocketAsync("/_blazor"));
        }

        await server.RevokeAsync(id);

        foreach (var console in consoles)
        {
            var end = await Record.ExceptionAsync(async () => await console.ReceiveAsync(new byte[10].AsMemory(), limit).AsTask().WaitAsync(TimeSpan.FromSeconds(10), limit));
            end.ShouldBeOfType<System.Net.WebSockets.WebSocketException>();
            console.Dispose();
        }
    }

    [Fact]
    public async Task Opening_a_link_answers_programs_with_the_role()
    {
        await using var server = await RunningServer.StartAsync();
        await using var visitor = await server.VisitAsync(null);

        var opened = JsonDocument.Parse(await (await visitor.OpenAsync(server.People[Role.Captioner].Secret)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        opened.GetProperty("meeting").GetString().ShouldBe("wgec");
        opened.GetProperty("role").GetString().ShouldBe("captioner");
        opened.GetProperty("participant").GetGuid().ShouldBe(server.People[Role.Captioner].Id.Value);
    }

    [Fact]
    public async Task A_link_opens_as_often_as_it_may_and_the_same_browser_does_not_count_twice()
    {
        await using var server = await RunningServer.StartAsync();
        var (secret, _) = await server.InviteAsync(Role.Member, mostUses: 1);
        await using var first = await server.VisitAsync(null);
        await using var second = await server.VisitAsync(null);

        (await first.OpenAsync(secret)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await first.OpenAsync(secret)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await second.OpenAsync(secret);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("510");
    }

    [Fact]
    public async Task Expired_withdrawn_and_unknown_links_open_nothing_and_say_why()
    {
        await using var server = await RunningServer.StartAsync();
        await using var visitor = await server.VisitAsync(null);
        var (expired, _) = await server.InviteAsync(Role.Member, DateTimeOffset.UtcNow.AddSeconds(-1));
        var (withdrawn, id) = await server.InviteAsync(Role.Member);
        await server.RevokeAsync(id);

        (await (await visitor.OpenAsync(expired)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("508");
        (await (await visitor.OpenAsync(withdrawn)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("509");
        (await (await visitor.OpenAsync("never-issued")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("507");
    }

    [Fact]
    public async Task No_secret_lies_in_the_archive()
    {
        await using var server = await RunningServer.StartAsync();
        var (secret, _) = await server.InviteAsync(Role.Chair);

        var stored = new System.Text.StringBuilder();
        foreach (var log in await server.Log.ListAsync(TestContext.Current.CancellationToken))
        {
            await foreach (var happened in server.Log.ReadStoredAsync(log, TestContext.Current.CancellationToken))
            {
                stored.Append(System.Text.Encoding.UTF8.GetString(happened.Canonical.Span));
            }
        }

        stored.ToString().ShouldContain("invitation-issued");
        stored.ToString().ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Withdrawing_a_link_closes_what_was_opened_with_it_and_nothing_else(HttpTransportType transport)
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        var (secret, id) = await server.InviteAsync(Role.Chair);
        await using var chair = await server.VisitAsync(null);
        await chair.OpenAsync(secret);
        await using var other = await server.VisitAsync(Role.Chair);
        Mailbox<ClosingNotice> farewell = null!;
        var hub = await chair.ConnectAsync("/hubs/floor", connection => farewell = new(connection, nameof(IFloorClient.Closing)), transport);
        var kept = await other.ConnectAsync("/hubs/floor");
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };

        await server.RevokeAsync(id);

        (await farewell.NextAsync()).Reason.ShouldBe(ClosingReason.Revoked);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        (await kept.SendCommandAsync(nameof(IFloorHub.TakeUpItem), server.Session, server.FirstItem)).Accepted.ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(() => hub.SendCommandAsync(nameof(IFloorHub.EndTurn), server.Session, 0));
    }

    [Fact]
    public async Task A_role_taken_off_the_roster_is_gone_at_once()
    {
        await using var server = await RunningServer.StartAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var hub = await chair.ConnectAsync("/hubs/floor");
        (await server.ChangeMeetingAsync(new ImportRoster([new RosterEntry("Chair Person", "Ruritania", StakeholderGroup.Government, Role.Member)]))).Accepted.ShouldBeTrue();

        (await hub.SendCommandAsync(nameof(IFloorHub.OpenSession), server.Session)).Rejection.ShouldBe(Rejections.NotAllowed);
    }
}
