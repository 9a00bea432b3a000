using System.Net.WebSockets;
using System.Xml.Linq;
using LiveSession.Ingest.Live.EbuTt;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Captions.EbuTt;

public sealed class EbuTtSubscribingTests
{
    private static readonly XNamespace Parameters = "urn:ebu:tt:parameters";
    private static readonly XNamespace Metadata = "urn:ebu:tt:metadata";

    [Fact]
    public async Task A_channel_is_a_sequence_of_documents_that_hold_its_last_lines()
    {
        await using var server = await EbuTtPublishingTests.StartAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await (await captioner.ConnectAsync("/hubs/captions")).SendCommandAsync(nameof(ICaptionHub.TakePen), server.Session, "floor", false);
        using var reader = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");
        var documents = new List<XElement> { await reader.HearAsync() };

        var first = (await pen.LineAsync("one & <two>")).Position!.Value;
        documents.Add(await reader.HearAsync());
        await pen.LineAsync("second");
        documents.Add(await reader.HearAsync());
        await (await captioner.ConnectAsync("/hubs/captions")).SendCommandAsync(nameof(ICaptionHub.CorrectLine), server.Session, first.Sequence, "first");
        documents.Add(await reader.HearAsync());

        documents.Select(Text).ShouldBe(["", "one & <two>", "one & <two>\nsecond", "first\nsecond"]);
        documents.Select(document => (string?)document.Attribute(Parameters + "sequenceIdentifier")).Distinct().ShouldBe(["wgec_1.floor"]);
        documents.Select(document => (long)document.Attribute(Parameters + "sequenceNumber")!).ShouldBeInOrder();
        documents.Select(document => (long)document.Attribute(Parameters + "sequenceNumber")!).ShouldBeUnique();
        documents.ForEach(document => EbuTtReader.Read(document.ToString(SaveOptions.DisableFormatting)).Fault.ShouldBeNull());
    }

    [Fact]
    public async Task A_line_grows_while_it_is_written_and_off_the_record_nothing_does()
    {
        await using var server = await EbuTtPublishingTests.StartAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await using var chair = await server.VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("Before.");
        using var reader = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");
        var shown = new List<string> { Text(await reader.HearAsync()) };

        pen.Draft("The meet");
        shown.Add(Text(await reader.HearAsync()));
        pen.Draft("The meeting is");
        shown.Add(Text(await reader.HearAsync()));
        using var late = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");
        Text(await late.HearAsync()).ShouldBe("Before.\nThe meeting is");
        await pen.LineAsync("The meeting is open.");
        shown.Add(Text(await reader.HearAsync()));
        await floor.SendCommandAsync(nameof(IFloorHub.GoOffTheRecord), server.Session);
        shown.Add(Text(await reader.HearAsync()));
        pen.Draft("Between us");
        await floor.SendCommandAsync(nameof(IFloorHub.GoOnTheRecord), server.Session);
        pen.Draft("Between us, this is late.");
        await pen.LineAsync("On the record.");
        shown.Add(Text(await reader.HearAsync()));
        pen.Draft("And so");
        shown.Add(Text(await reader.HearAsync()));

        shown.ShouldBe(
        [
            "Before.", "Before.\nThe meet", "Before.\nThe meeting is", "Before.\nThe meeting is open.", "", "On the record.",
            "On the record.\nAnd so",
        ]);
    }

    [Fact]
    public async Task Who_is_on_air_and_with_which_token_stands_in_every_document()
    {
        await using var server = await EbuTtPublishingTests.StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var station = await EbuTtClient.ConnectAsync(server, $"/station/publish?token={secret}");
        using var lamp = await EbuTtClient.ConnectAsync(server, $"/ebu-tt-live/{secret}/any/subscribe");
        (await lamp.HearAsync()).Attribute(Metadata + "authorsGroupSelectedSequenceIdentifier").ShouldBeNull();

        await station.SendAsync(1, "a|b", "ebuttp:authorsGroupIdentifier='hall' ebuttp:authorsGroupControlToken='7' xmlns:m='urn:ebu:tt:metadata' m:authorsGroupControlRequest='take over'", "station");
        var claimed = await lamp.HearAsync();

        ((string?)claimed.Attribute(Metadata + "authorsGroupSelectedSequenceIdentifier")).ShouldBe("station");
        ((string?)claimed.Attribute(Metadata + "authorsGroupControlRequest")).ShouldBe("take over");
        ((string?)claimed.Attribute(Parameters + "authorsGroupIdentifier")).ShouldBe("hall");
        ((long?)claimed.Attribute(Parameters + "authorsGroupControlToken")).ShouldBe(7);
        Text(await lamp.HearAsync()).ShouldBe("a");

        await using var captioner = await server.VisitAsync(Role.Captioner);
        await (await captioner.ConnectAsync("/hubs/captions")).SendCommandAsync(nameof(ICaptionHub.TakePen), server.Session, "floor", true);
        // What the station had begun is shown as it grew, and is finished first.
        XElement taken;
        do
        {
            taken = await lamp.HearAsync();
            Text(taken).ShouldBeOneOf("a", "a\nb");
        }
        while ((string?)taken.Attribute(Metadata + "authorsGroupSelectedSequenceIdentifier") == "station");

        ((string?)taken.Attribute(Metadata + "authorsGroupSelectedSequenceIdentifier")).ShouldBe(server.People[Role.Captioner].Id.ToString());
        ((long?)taken.Attribute(Parameters + "authorsGroupControlToken")).ShouldBe(8);
    }

    [Fact]
    public async Task What_we_give_out_can_be_taken_in_again_word_for_word()
    {
        await using var server = await EbuTtPublishingTests.StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive, "Copy", "fr", "fr");
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await (await captioner.ConnectAsync("/hubs/captions")).SendCommandAsync(nameof(ICaptionHub.TakePen), server.Session, "floor", false);
        using var reader = await EbuTtClient.ConnectAsync(server, "/wgec_1.floor/subscribe");
        using var copy = await EbuTtClient.ConnectAsync(server, $"/wgec_1.floor/publish?token={secret}");
        await reader.HearAsync();
        for (var line = 1; line <= 12; line++)
        {
            await pen.LineAsync($"This is the line with the number {line} of all.");
            await copy.SendAsync((await reader.HearAsync()).ToString(SaveOptions.DisableFormatting));
        }

        await copy.CloseAsync();
        await server.PauseAsync();
        (await server.LinesAsync("fr")).ShouldBe(await server.LinesAsync());
    }

    [Fact]
    public async Task Off_the_record_the_screen_is_empty()
    {
        await using var server = await EbuTtPublishingTests.StartAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("on the record");
        using var reader = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");
        Text(await reader.HearAsync()).ShouldBe("on the record");
        await using var chair = await server.VisitAsync(Role.Chair);

        await (await chair.ConnectAsync("/hubs/floor")).SendCommandAsync(nameof(IFloorHub.GoOffTheRecord), server.Session);

        Text(await reader.HearAsync()).ShouldBe("");
    }

    [Fact]
    public async Task What_was_said_before_the_record_was_left_comes_back_for_nobody_who_enters_later()
    {
        await using var server = await EbuTtPublishingTests.StartAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("before");
        await using var chair = await server.VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");
        await floor.SendCommandAsync(nameof(IFloorHub.GoOffTheRecord), server.Session);
        await floor.SendCommandAsync(nameof(IFloorHub.GoOnTheRecord), server.Session);

        using var reader = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");
        var entered = await reader.HearAsync();
        await pen.LineAsync("after");

        Text(entered).ShouldBe("");
        Text(await reader.HearAsync()).ShouldBe("after");
    }

    [Fact]
    public async Task A_private_meeting_is_read_by_its_people_and_by_nobody_else()
    {
        await using var server = await EbuTtPublishingTests.StartAsync();
        using var before = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");

        (await server.ChangeMeetingAsync(new DescribeMeeting("A working group", Public: false))).Accepted.ShouldBeTrue();

        (await before.EndAsync()).Status.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        await Should.ThrowAsync<WebSocketException>(() => EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe"));
        await using var observer = await server.VisitAsync(Role.Observer);
        var cookies = observer.Cookies;
        using var own = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe", options => options.Cookies = cookies);
        await own.HearAsync();
        await Should.ThrowAsync<WebSocketException>(() => EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe", options =>
        {
            options.Cookies = cookies;
            options.SetRequestHeader("Origin", "https://elsewhere.example");
        }));
    }

    [Fact]
    public async Task Whoever_speaks_where_nothing_is_taken_is_disconnected()
    {
        await using var server = await EbuTtPublishingTests.StartAsync();
        using var reader = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");

        await reader.SendAsync(1, "hello");

        (await reader.EndAsync()).Status.ShouldBe(WebSocketCloseStatus.PolicyViolation);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_nobody_and_is_cut_off()
    {
        await using var server = await EbuTtPublishingTests.StartAsync("--Broadcast:StallLimit=00:00:01", "--Captions:LinesPerSecond=100000");
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await (await captioner.ConnectAsync("/hubs/captions")).SendCommandAsync(nameof(ICaptionHub.TakePen), server.Session, "floor", false);
        using var cut = Counted.By(server, instruments => instruments.CutOff);
        using var deaf = await EbuTtClient.ConnectNarrowlyAsync(server, "/wgec_1/subscribe");
        using var reader = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");
        await reader.HearAsync();

        // Fills every buffer on the way; from then on the server may put up with it for the limit and no longer.
        var limit = TimeProvider.System.GetTimestamp() + (30 * TimeProvider.System.TimestampFrequency);
        for (var line = 1; cut.Value == 0 && TimeProvider.System.GetTimestamp() < limit; line++)
        {
            await pen.LineAsync($"<{line}>" + new string('x', 1_900));
            Text(await reader.HearAsync()).ShouldContain($"<{line}>");
        }

        cut.Value.ShouldBe(1);
        await Should.ThrowAsync<WebSocketException>(deaf.EndAsync);
    }

    private static string Text(XElement document) => EbuTtReader.Read(document.ToString(SaveOptions.DisableFormatting)).Document!.Text;
}
