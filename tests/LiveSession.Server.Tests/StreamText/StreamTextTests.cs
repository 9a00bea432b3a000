using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LiveSession.Core.Log;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.StreamText;

public sealed class StreamTextTests
{
    [Theory]
    [InlineData("/captions?event=wgec/1&last=0&language=en", """{"content":"","lastPosition":-1,"languageCode":""}""")]
    [InlineData("/captions?event=nobody/1&last=0", """{"content":"","lastPosition":-1,"languageCode":""}""")]
    [InlineData("/captions?event=wgec/7", """{"content":"","lastPosition":-1,"languageCode":""}""")]
    [InlineData("/captions", """{"content":"","lastPosition":-1,"languageCode":""}""")]
    [InlineData("/text-data.ashx?event=wgec/1&last=0", """{"lastPosition":-1,"i":[]}""")]
    public async Task Where_nothing_was_said_the_answer_is_404_with_the_same_JSON(string path, string json)
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await AskAsync(server, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TextAsync(answer)).ShouldBe(json);
    }

    [Fact]
    public async Task A_reader_that_polls_gets_everything_once_with_corrections_as_backspaces()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        var first = (await pen.LineAsync("Thank you.", speaker: "Rosa Quispe")).Position!.Value;

        var one = await PollAsync(server, "event=wgec/1&last=0&language=en");
        using var none = await AskAsync(server, $"/captions?event=wgec/1&last={one.LastPosition}&language=en");
        await (await captioner.ConnectAsync("/hubs/captions")).SendCommandAsync(nameof(ICaptionHub.CorrectLine), server.Session, first.Sequence, "Thanks.");
        await pen.LineAsync("We agree.", speaker: "Rosa Quispe");
        var two = await PollAsync(server, $"event=wgec/1&last={one.LastPosition}&language=en");

        one.ShouldBe(new Captions(">> Rosa Quispe: Thank you.\n", 27, "en"));
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TextAsync(none)).ShouldBe("""{"content":"","lastPosition":-1,"languageCode":""}""");
        two.ShouldBe(new Captions("\b\b\b\b\b\bs.\nWe agree.\n", 46, "en"));
    }

    [Fact]
    public async Task The_language_is_that_of_the_text_given_not_of_what_came_since()
    {
        await using var server = await SpokenAsync("Bonjour", "fr");
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("Hello", language: "en");

        (await PollAsync(server, "event=wgec/1&last=0&length=8")).ShouldBe(new Captions("Bonjour\n", 8, "fr"));
        (await PollAsync(server, "event=wgec/1&last=8")).ShouldBe(new Captions("Hello\n", 14, "en"));
    }

    [Fact]
    public async Task Raw_text_is_percent_encoded_and_its_position_stands_in_a_header()
    {
        await using var server = await SpokenAsync("Nous appuyons l’ordre du jour – 100 %", "fr");

        using var answer = await AskAsync(server, "/text-data.ashx?event=wgec_1&last=0&language=fr");
        using var head = await server.HeadAsync("/text-data.ashx?event=wgec_1&last=0");

        var data = JsonDocument.Parse(await TextAsync(answer)).RootElement;
        data.GetProperty("lastPosition").GetInt64().ShouldBe(38);
        var fragment = data.GetProperty("i").EnumerateArray().Single();
        fragment.GetProperty("format").GetString().ShouldBe("basic");
        fragment.GetProperty("d").GetString().ShouldBe("Nous%20appuyons%20l%E2%80%99ordre%20du%20jour%20%E2%80%93%20100%20%25%0A");
        answer.Headers.GetValues("l_p").ShouldBe(["38"]);
        head.Headers.GetValues("l_p").ShouldBe(["38"]);
    }

    [Fact]
    public async Task A_reader_may_start_now_and_ask_for_little_at_a_time()
    {
        await using var server = await SpokenAsync("The meeting is called to order.");

        (await PollAsync(server, "event=wgec/1&last=-1")).ShouldBe(new Captions("", 32, "en"));
        (await PollAsync(server, "event=wgec/1&last=0&length=14")).ShouldBe(new Captions("The meeting ", 12, "en"));
        (await PollAsync(server, "event=wgec/1&last=12&length=14")).ShouldBe(new Captions("is called to ", 25, "en"));
        (await PollAsync(server, $"event={server.Session}&last=9999")).ShouldBe(new Captions("", 32, "en"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("undefined")]
    [InlineData("NaN")]
    [InlineData("")]
    public async Task A_script_that_has_no_position_yet_reads_from_the_beginning(string last)
    {
        await using var server = await SpokenAsync("One");

        using var raw = await AskAsync(server, $"/text-data.ashx?event=wgec_1&last={last}&language=en");

        (await PollAsync(server, $"event=wgec_1&last={last}")).ShouldBe(new Captions("One\n", 4, "en"));
        (await TextAsync(raw)).ShouldContain("\"d\":\"One%0A\"");
    }

    [Theory]
    [InlineData("/captions?event=wgec/1&last=yesterday")]
    [InlineData("/captions?event=wgec/1&length=1e3")]
    [InlineData("/captions?event=wgec/1&length=0")]
    [InlineData("/captions?event=wgec/1&length=-32")]
    [InlineData("/text-data.ashx?event=wgec/1&last=99999999999999999999")]
    public async Task A_number_that_is_none_is_refused_in_words(string path)
    {
        await using var server = await SpokenAsync("One");

        using var answer = await AskAsync(server, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(answer)).ShouldContain("whole number");
    }

    [Theory]
    [InlineData("https://obs.example")]
    [InlineData("null")]
    public async Task Any_page_may_read_it_and_no_sign_in_travels_along(string origin)
    {
        await using var server = await SpokenAsync("One");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/captions?event=wgec/1");
        request.Headers.Add("Origin", origin);

        using var answer = await server.SendAsync(request);

        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([origin]);
        answer.Headers.GetValues("Access-Control-Expose-Headers").ShouldBe(["l_p"]);
        answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        answer.Headers.Vary.ShouldContain("Origin");
        using var page = new HttpRequestMessage(HttpMethod.Get, "/api/meetings/wgec");
        page.Headers.Add("Origin", origin);
        (await server.SendAsync(page)).Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Role.Secretariat)]
    public async Task A_private_meeting_is_read_by_nobody_this_way(Role? role)
    {
        await using var server = await SpokenAsync("Between us.");
        (await server.ChangeMeetingAsync(new DescribeMeeting("Working Group", Public: false))).Rejection.ShouldBeNull();
        await using var visitor = await server.VisitAsync(role);

        foreach (var path in new[] { "/captions?event=wgec/1&last=0", "/text-data.ashx?event=wgec/1&last=0", $"/captions?event={server.Session}" })
        {
            using var answer = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await TextAsync(answer)).ShouldNotContain("Between");
        }
    }

    [Fact]
    public async Task Words_off_the_record_are_never_given_out()
    {
        await using var server = await SpokenAsync("On the record.");
        await using var chair = await server.VisitAsync(Role.Chair);
        await (await chair.ConnectAsync("/hubs/floor")).SendCommandAsync(nameof(IFloorHub.GoOffTheRecord), server.Session);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("Not for the record.");

        (await PollAsync(server, "event=wgec/1&last=0")).Content.ShouldBe("On the record.\n");
    }

    [Fact]
    public async Task Polling_reads_the_log_once_whatever_is_said_and_however_often()
    {
        var counting = new CountingLog(new InMemorySessionLog());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<ISessionLog>(counting));
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("One");
        await PollAsync(server, "event=wgec/1&last=0");
        var reads = counting.Reads;

        for (var line = 0; line < 20; line++)
        {
            await pen.LineAsync($"Line {line}");
            (await PollAsync(server, "event=wgec/1&last=0")).Content.ShouldEndWith($"Line {line}\n");
        }

        counting.Reads.ShouldBe(reads);
    }

    private static async Task<RunningServer> SpokenAsync(string text, string language = "en")
    {
        var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        (await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync(text, language: language)).Rejection.ShouldBeNull();
        return server;
    }

    private static async Task<Captions> PollAsync(RunningServer server, string query)
    {
        using var answer = await AskAsync(server, $"/captions?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return (await answer.Content.ReadFromJsonAsync<Captions>(TestContext.Current.CancellationToken))!;
    }

    private static Task<HttpResponseMessage> AskAsync(RunningServer server, string path) => server.SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private sealed record Captions(string Content, long LastPosition, string LanguageCode);
}

internal static class Asking
{
    public static async Task<HttpResponseMessage> SendAsync(this RunningServer server, HttpRequestMessage request)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task<HttpResponseMessage> HeadAsync(this RunningServer server, string path) => server.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
}

/// <summary>Counts how often a log is read.</summary>
internal sealed class CountingLog(ISessionLog log) : ISessionLog
{
    private int _reads;

    public int Reads => _reads;

    public Task<IReadOnlyList<LoggedEvent>> AppendAsync(LogId id, LogExpectation? expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) =>
        log.AppendAsync(id, expected, events, cancellationToken);

    public IAsyncEnumerable<LoggedEvent> ReadAsync(LogId id, long after = 0, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _reads);
        return log.ReadAsync(id, after, cancellationToken);
    }

    public IAsyncEnumerable<StoredEvent> ReadStoredAsync(LogId id, CancellationToken cancellationToken = default) => log.ReadStoredAsync(id, cancellationToken);

    public Task<LogHead?> FindHeadAsync(LogId id, CancellationToken cancellationToken = default) => log.FindHeadAsync(id, cancellationToken);

    public Task<IReadOnlyList<LogId>> ListAsync(CancellationToken cancellationToken = default) => log.ListAsync(cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken = default) => log.CheckAsync(cancellationToken);
}
