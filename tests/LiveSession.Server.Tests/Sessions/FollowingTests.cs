using System.Text.Json;
using LiveSession.Core.Log;
using LiveSession.Server.Tests.Host;
using LiveSession.Server.Tests.StreamText;
using LiveSession.Testing.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Sessions;

public sealed class FollowingTests
{
    [Fact]
    public async Task A_first_visit_gets_a_snapshot_and_then_every_line_in_order()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("Good morning.");
        await using var observer = await server.VisitAsync(null);
        Mailbox<SessionNews> news = null!;
        var hub = await observer.ConnectAsync("/hubs/session", connection => news = new(connection, nameof(ISessionClient.Happened)));

        var joined = await hub.JoinAsync(server.Session);
        await pen.LineAsync("The meeting is called to order.");
        var heard = await news.NextAsync();

        joined.Lines.Select(line => line.Text).ShouldBe(["Good morning."]);
        joined.Missed.ShouldBeNull();
        heard.After.ShouldBe(joined.Position!.Value.Sequence);
        heard.Items.Single().Line!.Text.ShouldBe("The meeting is called to order.");
    }

    [Fact]
    public async Task A_reader_that_returns_gets_exactly_what_it_missed()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("one");
        await using var observer = await server.VisitAsync(null);
        var seen = (await (await observer.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Position;
        await pen.LineAsync("two");
        await pen.LineAsync("three");

        var returned = await (await observer.ConnectAsync("/hubs/session")).JoinAsync(server.Session, seen);

        returned.Lines.ShouldBeEmpty();
        returned.Missed!.After.ShouldBe(seen!.Value.Sequence);
        returned.Missed.Items.Select(item => item.Line!.Text).ShouldBe(["two", "three"]);
        returned.Position!.Value.Sequence.ShouldBe(seen.Value.Sequence + 2);
    }

    [Fact]
    public async Task Readers_that_return_together_cost_one_reading_of_the_log_whatever_each_has_missed()
    {
        var counting = new CountingLog(new InMemorySessionLog());
        await using var server = await RunningServer.StartAsync(
            new InMemorySessionLog(), builder => builder.Services.AddSingleton<ISessionLog>(counting), "--Broadcast:Ring=16");
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("The pen is taken with the first line.");
        await using var observer = await server.VisitAsync(null);
        var seen = (await (await observer.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Position!.Value;
        string[] said = [.. Enumerable.Range(1, 40).Select(line => $"Line {line}")];
        foreach (var line in said)
        {
            await pen.LineAsync(line);
        }

        var reads = counting.Reads;
        for (var missing = 0; missing <= said.Length; missing++)
        {
            var joined = await (await observer.ConnectAsync("/hubs/session")).JoinAsync(server.Session, seen with { Sequence = seen.Sequence + said.Length - missing });
            joined.Missed!.Items.Select(item => item.Line!.Text).ShouldBe(said[^missing..]);
        }

        await pen.LineAsync("And one more");
        (await (await observer.ConnectAsync("/hubs/session")).JoinAsync(server.Session, seen)).Missed!.Items.Select(item => item.Line!.Text).ShouldBe([.. said, "And one more"]);
        counting.Reads.ShouldBe(reads + 1);
    }

    [Fact]
    public async Task Readers_that_come_while_nothing_happens_start_from_the_same_and_never_from_what_was_before()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("One.");
        await using var visitor = await server.VisitAsync(null);
        Task<HubConnection> ReaderAsync(Action<HubConnection>? prepare = null) => visitor.ConnectAsync("/hubs/session", prepare);
        Mailbox<CaptionDraft> drafts = null!;
        var watching = await ReaderAsync(connection => drafts = new(connection, nameof(ISessionClient.Drafted)));

        var first = await watching.JoinAsync(server.Session, language: "en");
        var second = await (await ReaderAsync()).JoinAsync(server.Session, language: "en");
        var french = await (await ReaderAsync()).JoinAsync(server.Session, language: "fr");
        pen.Draft("Two is being wri");
        await drafts.NextAsync();
        var writing = await (await ReaderAsync()).JoinAsync(server.Session, language: "en");
        await pen.LineAsync("Two is being written.");
        var later = await (await ReaderAsync()).JoinAsync(server.Session, language: "en");

        TextOf(second).ShouldBe(TextOf(first));
        french.Panels.Select(panel => panel.Html).ShouldNotBe(first.Panels.Select(panel => panel.Html));
        writing.Drafts.ShouldHaveSingleItem().Add.ShouldBe("Two is being wri");
        later.Lines.Select(line => line.Text).ShouldBe(["One.", "Two is being written."]);
        later.Drafts.ShouldBeEmpty();

        static string TextOf(JoinResult joined) => JsonSerializer.Serialize(joined, ProtocolJson.Options);
    }

    [Fact]
    public async Task Whoever_joins_where_nothing_is_being_written_hears_of_the_next_words_and_of_none_before()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await using var visitor = await server.VisitAsync(null);
        Mailbox<CaptionDraft> before = null!;
        Mailbox<CaptionDraft> drafts = null!;
        await (await visitor.ConnectAsync("/hubs/session", connection => before = new(connection, nameof(ISessionClient.Drafted)))).JoinAsync(server.Session, language: "en");
        pen.Draft("Written");
        (await before.NextAsync()).Add.ShouldBe("Written");
        pen.Draft("");
        (await before.NextAsync()).Add.ShouldBe("");

        await (await visitor.ConnectAsync("/hubs/session", connection => drafts = new(connection, nameof(ISessionClient.Drafted)))).JoinAsync(server.Session, language: "en");
        pen.Draft("Written anew");

        var first = await drafts.NextAsync();
        (first.After, first.Add).ShouldBe((0, "Written anew"));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1_000_000)]
    public async Task A_position_that_means_nothing_here_gets_a_snapshot(bool otherEpoch, long further)
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("one");
        await using var observer = await server.VisitAsync(null);
        var hub = await observer.ConnectAsync("/hubs/session");
        var position = (await hub.JoinAsync(server.Session)).Position!.Value;

        var joined = await hub.JoinAsync(server.Session, new LogPosition(otherEpoch ? Guid.CreateVersion7() : position.Epoch, position.Sequence + further));

        joined.Missed.ShouldBeNull();
        joined.Lines.Select(line => line.Text).ShouldBe(["one"]);
        joined.Position.ShouldBe(position);
    }

    [Fact]
    public async Task Drafts_are_sent_as_changes_and_seldom()
    {
        await using var server = await RunningServer.StartAsync("--Broadcast:DraftInterval=00:00:00.200");
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await using var observer = await server.VisitAsync(null);
        Mailbox<CaptionDraft> drafts = null!;
        var hub = await observer.ConnectAsync("/hubs/session", connection => drafts = new(connection, nameof(ISessionClient.Drafted)));
        await hub.JoinAsync(server.Session);

        for (var typed = 1; typed <= 60; typed++)
        {
            pen.Draft(new string('a', typed));
        }

        var text = "";
        var count = 0;
        while (text.Length < 60)
        {
            var draft = await drafts.NextAsync();
            text = draft.After == 0 ? draft.Add : text[..draft.Keep] + draft.Add;
            count++;
        }

        text.ShouldBe(new string('a', 60));
        count.ShouldBeLessThan(6);
    }

    [Fact]
    public async Task Panels_are_pushed_as_html_in_the_readers_language_and_as_data_to_programs()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var observer = await server.VisitAsync(null);
        Mailbox<PanelView> panels = null!;
        Mailbox<SessionView> views = null!;
        var page = await observer.ConnectAsync("/hubs/session", connection => panels = new(connection, nameof(ISessionClient.PanelChanged)));
        var program = await observer.ConnectAsync("/hubs/session", connection => views = new(connection, nameof(ISessionClient.Changed)));
        var joined = await page.JoinAsync(server.Session, language: "fr");
        await program.JoinAsync(server.Session);

        await using var member = await server.VisitAsync(Role.Member);
        await (await member.ConnectAsync("/hubs/session")).SendCommandAsync(nameof(ISessionHub.RequestFloor), server.Session, new RequestFloor("a point"));

        joined.Panels.Select(panel => panel.Name).ShouldBe(["status", "floor", "queue", "agenda"]);
        (await panels.NextAsync(panel => panel.Name == "queue")).Html.ShouldContain("Mem Ber");
        (await views.NextAsync(view => view.Floor.Queue.Length == 1)).Floor.Queue[0].Note.ShouldBe("a point");
    }

    [Fact]
    public async Task Nobody_follows_a_session_that_is_not_there()
    {
        await using var server = await RunningServer.StartAsync();
        await using var observer = await server.VisitAsync(null);

        var joined = await (await observer.ConnectAsync("/hubs/session")).JoinAsync(SessionId.New());

        joined.Rejection.ShouldBe(Rejections.UnknownSession);
    }

    [Fact]
    public async Task A_closed_meeting_is_unknown_to_strangers()
    {
        await using var server = await RunningServer.StartAsync();
        await server.ChangeMeetingAsync(new DescribeMeeting("Behind closed doors", Public: false));
        await using var stranger = await server.VisitAsync(null);
        await using var member = await server.VisitAsync(Role.Member);

        (await (await stranger.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Rejection.ShouldBe(Rejections.UnknownSession);
        (await stranger.Http.GetAsync(new Uri("/m/wgec/1", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await (await member.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Rejection.ShouldBeNull();
    }
}
