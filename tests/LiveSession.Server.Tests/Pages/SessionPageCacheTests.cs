using System.Net;
using LiveSession.Client.Layout;
using LiveSession.Server.Tests.Host;
using LiveSession.Server.Tests.Nodes;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Pages;

/// <summary>The session page is made once for all who ask for the same one. Time stands still here, so that nothing is made anew for that reason.</summary>
public sealed class SessionPageCacheTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private RunningServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(_clock));
        await _server.OpenSessionAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Strangers_who_ask_for_the_same_page_get_the_same_one()
    {
        var first = await PageAsync();

        await KeptAsync();
        (await PageAsync()).ShouldBe(first);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await PageAsync()).ShouldNotBe(first);
    }

    [Fact]
    public async Task Columns_stand_in_the_order_of_the_address_and_who_does_not_fit_is_named()
    {
        await using var stranger = await _server.VisitAsync(null);

        async Task<string> ColumnsAsync(string query)
        {
            var page = await stranger.Http.GetStringAsync($"/m/wgec/1?{query}", Cancellation);
            var left = System.Text.RegularExpressions.Regex.Match(page, "Left out: ([^.]*)\\.").Groups[1].Value;
            return string.Join(' ', System.Text.RegularExpressions.Regex.Matches(page, "data-captions[^>]* data-track=\"([a-z]+)\"").Select(column => column.Groups[1].Value)) + left;
        }

        (await ColumnsAsync("track=ar&track=en&track=fr")).ShouldBe("ar en fr");
        (await ColumnsAsync("track=en&track=ar&track=fr")).ShouldBe("en ar fr");
        (await ColumnsAsync("track=ru&track=en&track=ar&track=fr")).ShouldBe("ru en ar<bdi>Français</bdi>");
    }

    [Fact]
    public async Task What_was_said_a_moment_ago_is_on_the_next_page()
    {
        await using var captioner = await _server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, _server.Session);
        for (var line = 1; line <= 5; line++)
        {
            (await pen.LineAsync($"This is line {line}.")).Rejection.ShouldBeNull();
            (await PageAsync()).ShouldContain($"This is line {line}.");
        }
    }

    [Fact]
    public async Task What_changes_in_the_meeting_is_on_the_next_page()
    {
        await PageAsync();

        await _server.ChangeMeetingAsync(new DescribeMeeting("Another name", Public: true));

        (await PageAsync()).ShouldContain("Another name");
    }

    [Fact]
    public async Task Nobody_reads_a_meeting_any_more_from_the_moment_that_it_is_closed_to_the_public()
    {
        await PageAsync();
        await using var stranger = await _server.VisitAsync(null);
        await using var member = await _server.VisitAsync(Role.Member);

        await _server.ChangeMeetingAsync(new DescribeMeeting("Behind closed doors", Public: false));

        (await member.Http.GetAsync("/m/wgec/1", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stranger.Http.GetAsync("/m/wgec/1", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Everybody_reads_in_their_own_language()
    {
        (await PageAsync(language: "en")).ShouldContain("<html lang=\"en\"");
        (await PageAsync(language: "fr")).ShouldContain("<html lang=\"fr\"");
        (await PageAsync(language: "en")).ShouldContain("<html lang=\"en\"");
    }

    [Fact]
    public async Task Everybody_reads_as_they_chose_by_cookie_or_by_address()
    {
        (await PageAsync()).ShouldNotContain("dir=\"ltr\" data-theme");
        (await PageAsync(cookie: $"{ReaderSettings.Cookie}=theme=dark")).ShouldContain("dir=\"ltr\" data-theme=\"dark\"");
        (await PageAsync(cookie: $"{ReaderSettings.Cookie}=theme=sepia&lang=fr")).ShouldContain("dir=\"ltr\" data-theme=\"sepia\"");
        (await PageAsync("/m/wgec/1?theme=night")).ShouldContain("dir=\"ltr\" data-theme=\"night\"");
        (await PageAsync("/m/wgec/1?hold=1")).ShouldNotContain("http-equiv=\"refresh\"");
        (await PageAsync()).ShouldContain("http-equiv=\"refresh\"");
        (await PageAsync()).ShouldNotContain("dir=\"ltr\" data-theme");
    }

    [Fact]
    public async Task A_choice_is_kept_for_everybody_who_makes_it_and_for_nobody_else()
    {
        foreach (var _ in new[] { "the first", "the second" })
        {
            (await AskAsync($"/m/wgec/1?theme=night&{ReaderSettings.Chosen}=yes")).Headers.Contains("Set-Cookie").ShouldBeTrue();
        }

        await KeptAsync();
        (await AskAsync()).Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Somebody_signed_in_gets_a_page_of_their_own_and_nobody_else_gets_it()
    {
        await using var member = await _server.VisitAsync(Role.Member);
        await using var chair = await _server.VisitAsync(Role.Chair);
        await KeptAsync();

        (await OwnAsync(member)).ShouldContain($"data-me=\"{_server.People[Role.Member].Id}\"");
        (await OwnAsync(chair)).ShouldContain($"data-me=\"{_server.People[Role.Chair].Id}\"");
        (await OwnAsync(member)).ShouldContain($"data-me=\"{_server.People[Role.Member].Id}\"");
        (await PageAsync()).ShouldNotContain("data-me=");
    }

    [Fact]
    public async Task While_the_archive_cannot_be_read_there_is_a_page_that_says_so()
    {
        var log = new InMemorySessionLog();
        await using var server = await RunningServer.StartAsync(log, null);
        log.FailWith("the disk is gone");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/m/wgec/1"));
        request.Headers.Accept.ParseAdd("text/html");

        using var stranger = new HttpClient();
        using var answer = await stranger.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<html lang=\"en\"");
    }

    private static Task<string> OwnAsync(Visitor visitor) => visitor.Http.GetStringAsync("/m/wgec/1", Cancellation);

    // A page is kept for a second, by the clock on the wall: on a busy machine it takes more than one attempt to be within it.
    private Task KeptAsync() => TwoNodes.UntilAsync(() => AskAsync().Result.Headers.Age is not null, "a page is given that was kept");

    private async Task<string> PageAsync(string path = "/m/wgec/1", string language = "en", string? cookie = null) =>
        await (await AskAsync(path, language, cookie)).Content.ReadAsStringAsync(Cancellation);

    private async Task<HttpResponseMessage> AskAsync(string path = "/m/wgec/1", string language = "en", string? cookie = null)
    {
        using var stranger = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await stranger.SendAsync(request, Cancellation);
    }
}
