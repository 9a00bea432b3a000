using System.Net;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Floor;

/// <summary>Statements handed in over the real host: who may, who sees them, and where they must not turn up.</summary>
public sealed class StatementFormsTests
{
    private const string Secret = "We will announce a fund of 40 million.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_speaker_hands_in_changes_and_takes_back_by_forms_and_nobody_else_finds_the_text()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var member = await server.VisitAsync(Role.Member);
        await using var stranger = await server.VisitAsync(null);

        var handedIn = await member.PostFormAsync("/m/wgec/1/statement", ("language", "en"), ("text", Secret));
        handedIn.StatusCode.ShouldBe(HttpStatusCode.Found);
        handedIn.Headers.Location!.OriginalString.ShouldBe("/m/wgec/1/statement#handed-in");
        handedIn.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await member.PostFormAsync("/m/wgec/1/statement", ("language", "en"), ("text", Secret))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await ReadAsync(member, "/m/wgec/1/statement?language=en")).ShouldContain(Secret);

        foreach (var path in new[] { "/m/wgec/1/statement", "/m/wgec/1/statement?language=en", "/m/wgec/1", "/m/wgec/1/transcript", "/m/wgec/1/transcript.json", "/m/wgec/1/transcript.jsonl", "/m/wgec", $"/api/sessions/{server.Session}", "/api/meetings/wgec" })
        {
            (await ReadAsync(stranger, path)).ShouldNotContain(Secret, customMessage: path);
        }

        (await member.PostFormAsync("/m/wgec/1/statement/withdraw", ("language", "en"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await ReadAsync(member, "/m/wgec/1/statement")).ShouldNotContain(Secret);
        (await member.PostFormAsync("/m/wgec/1/statement/withdraw", ("language", "en"))).StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Before_the_session_opens_a_text_is_taken_and_after_it_is_closed_refused_without_losing_it()
    {
        await using var server = await RunningServer.StartAsync();
        await using var member = await server.VisitAsync(Role.Member);
        (await member.PostFormAsync("/m/wgec/1/statement", ("language", "fr"), ("text", "Merci."))).StatusCode.ShouldBe(HttpStatusCode.Found);

        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        (await (await chair.ConnectAsync("/hubs/floor")).SendCommandAsync(nameof(IFloorHub.CloseSession), server.Session)).Accepted.ShouldBeTrue();

        var late = await member.PostFormAsync("/m/wgec/1/statement", ("language", "en"), ("text", Secret));
        late.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await late.Content.ReadAsStringAsync(Cancellation)).ShouldContain("The session is closed.");
    }

    [Fact]
    public async Task Somebody_without_a_name_and_a_captioner_cannot_hand_in()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var role in new Role?[] { null, Role.Captioner })
        {
            await using var visitor = await server.VisitAsync(role);
            var refused = await visitor.PostFormAsync("/m/wgec/1/statement", ("language", "en"), ("text", Secret));
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldContain("open the personal link you were sent");
        }
    }

    [Fact]
    public async Task A_text_that_is_too_long_stands_in_the_form_with_the_reason_and_a_body_that_is_no_form_is_refused()
    {
        await using var server = await RunningServer.StartAsync("--Limits:StatementLength=500");
        await using var member = await server.VisitAsync(Role.Member);

        var refused = await member.PostFormAsync("/m/wgec/1/statement", ("language", "en"), ("text", Secret + new string('x', 500)));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await refused.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain("The text is too long: at most 500 characters fit.");
        page.ShouldContain(Secret);

        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        ((int)(await member.Http.PostAsync(new Uri("/m/wgec/1/statement", UriKind.Relative), body, Cancellation)).StatusCode).ShouldBeInRange(400, 499);
        (await member.PostFormAsync("/m/wgec/1/statement")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string> ReadAsync(Visitor visitor, string path) =>
        WebUtility.HtmlDecode(await (await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation)).Content.ReadAsStringAsync(Cancellation));
}
