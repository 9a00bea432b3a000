using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>Erasing that reaches back into finished lines: over what it may not, and what becomes of what is written in their place.</summary>
public sealed class ReachingBackTests
{
    [Theory]
    [InlineData("On record line.\\n", """{"erase":1}""", "On record line.")]
    [InlineData("The amb", """{"erase":3}""", "The amb")]
    public async Task What_is_typed_off_the_record_into_a_line_before_it_is_not_recorded(string before, string erase, string recorded)
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        await PostAsync(server, secret, $$"""{"text":"{{before}}"}""");
        await GoAsync(server, nameof(IFloorHub.GoOffTheRecord));

        await PostAsync(server, secret, erase);
        await PostAsync(server, secret, """{"text":" HUSH secret.\n"}""");

        (await server.LinesAsync()).ShouldBe([recorded]);
        (await server.StoredTextAsync()).ShouldNotContain("HUSH");
    }

    [Fact]
    public async Task Nothing_said_on_the_record_is_lost_in_a_line_said_off_it()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.StreamText);
        await GoAsync(server, nameof(IFloorHub.GoOffTheRecord));
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "Off record words.\n");
        await GoAsync(server, nameof(IFloorHub.GoOnTheRecord));

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 2), "\b");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 3), " The vote is NO.\n");

        (await server.LinesAsync()).ShouldBe(["The vote is NO."]);
    }

    [Fact]
    public async Task Nothing_said_on_air_is_lost_in_a_line_that_was_not_aired()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.StreamText);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("by hand");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "Not aired\n");
        (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", id.Writer, true)).Rejection.ShouldBeNull();

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 2), "\b");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 3), " On air now\n");

        (await server.LinesAsync()).ShouldBe(["by hand", "On air now"]);
    }

    [Fact]
    public async Task A_line_that_was_refused_and_is_set_right_is_recorded_as_it_is_now()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        (await PostAsync(server, secret, """{"text":"\u0007\u0007\n"}""")).Status.ShouldNotBe(500);

        await PostAsync(server, secret, """{"erase":2}""");
        await PostAsync(server, secret, """{"text":"Now it says something.\n"}""");

        (await server.LinesAsync()).ShouldBe(["Now it says something."]);
    }

    [Fact]
    public async Task What_is_written_in_the_place_of_an_erased_line_has_its_own_speaker()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        await PostAsync(server, secret, """{"speaker":"France","text":"I am France.\n"}""");

        await PostAsync(server, secret, """{"erase":13}""");
        await PostAsync(server, secret, """{"speaker":"Chad","text":"I am Chad.\n"}""");

        (await LinesAsync(server)).Select(line => (line.Text, line.MarkedSpeaker)).ShouldBe([("", "France"), ("I am Chad.", "Chad")]);
    }

    [Theory]
    [InlineData("""{"erase":10}""", """{"text":"I am Bo.\n"}""")]
    [InlineData("""{"edits":[{"erase":10},{"text":"I am Bo.\n"}]}""")]
    [InlineData("""{"erase":5}""", """{"erase":4}""", """{"erase":1}""", """{"text":"I am"}""", """{"text":" Bo.\n"}""")]
    public async Task What_is_written_in_the_place_of_an_erased_line_after_the_floor_went_on_belongs_to_whoever_has_it_now(params string[] posts)
    {
        await using var server = await StartAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");
        foreach (var name in new[] { "Ana", "Bo" })
        {
            (await floor.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, name, "Hall", Place.Hall))).Rejection.ShouldBeNull();
        }

        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        (await floor.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 0)).Rejection.ShouldBeNull();
        await PostAsync(server, secret, """{"text":"Good day.\nI am Ana.\n"}""");
        (await floor.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 1)).Rejection.ShouldBeNull();

        foreach (var post in posts)
        {
            await PostAsync(server, secret, post);
        }

        (await LinesAsync(server)).Select(line => (line.Text, line.Speaker)).ShouldBe([("Good day.", "Ana"), ("", "Ana"), ("I am Bo.", "Bo")]);
    }

    [Fact]
    public async Task A_finished_line_that_is_wholly_erased_is_withdrawn_at_once()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        await PostAsync(server, secret, """{"text":"Wrong microphone.\n"}""");

        await PostAsync(server, secret, """{"erase":18}""");

        (await LinesAsync(server)).Select(line => line.Text).ShouldBe([""]);
    }

    [Fact]
    public async Task A_line_withdrawn_again_and_again_leaves_those_before_it_within_reach()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        await PostAsync(server, secret, """{"text":"The flor\n"}""");
        for (var again = 0; again < 60; again++)
        {
            await PostAsync(server, secret, """{"text":"no\n"}""");
            await PostAsync(server, secret, """{"erase":3}""");
        }

        await PostAsync(server, secret, """{"erase":2}""");
        await PostAsync(server, secret, """{"erase":1}""");
        await PostAsync(server, secret, """{"text":"oor\n"}""");

        (await LinesAsync(server)).Select(line => line.Text).Where(text => text.Length > 0).ShouldBe(["The floor"]);
    }

    private static async Task<IReadOnlyList<Core.Captions.CaptionLine>> LinesAsync(RunningServer server) =>
        [.. (await server.Services.GetRequiredService<Server.Meetings.MeetingDirectory>().WriterOf(server.Session).StateAsync()).Captions.Lines];

    private static async Task GoAsync(RunningServer server, string where)
    {
        await using var chair = await server.VisitAsync(Role.Chair);
        (await (await chair.ConnectAsync("/hubs/floor")).SendCommandAsync(where, server.Session)).Rejection.ShouldBeNull();
    }

    private static Task<RawAnswer> PostAsync(RunningServer server, string secret, string body) => RawHttp.SendAsync(
        server.Address, $"POST /api/captions?token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", body);

    private static async Task<RunningServer> StartAsync()
    {
        var server = await RunningServer.StartAsync("--Sources:PostsPerSecond=10000");
        await server.OpenSessionAsync();
        return server;
    }
}
