using System.Text.RegularExpressions;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>Who has no secret that opens something learns nothing from the answer: it is the same to the last byte, whatever they tried.</summary>
public sealed partial class SecretAnswerTests
{
    [Theory]
    [InlineData("POST", "/closedcaption?ns=TGl2ZQ&seq=1&signature=", CaptionProtocol.Zoom, 403)]
    [InlineData("POST", "/closedcaption?seq=1&cid=", CaptionProtocol.YouTube, 403)]
    [InlineData("GET", "/closedcaption/seq?signature=", CaptionProtocol.Zoom, 403)]
    [InlineData("POST", "/cartcaption?meetingid=1&token=", CaptionProtocol.Teams, 401)]
    [InlineData("POST", "/api/captions/webhook?token=", CaptionProtocol.Webhook, 401)]
    [InlineData("POST", "/api/captions?token=", CaptionProtocol.Json, 401)]
    public async Task Every_secret_that_opens_nothing_gets_the_same_answer(string method, string path, CaptionProtocol protocol, int status)
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        var (standing, _) = await server.IssueSourceAsync(protocol);
        var (withdrawn, id) = await server.IssueSourceAsync(protocol, "Withdrawn");
        (await server.ChangeMeetingAsync(new RevokeCaptionSource(id))).Accepted.ShouldBeTrue();
        var nearly = standing[..^1] + (standing[^1] == 'A' ? 'B' : 'A');
        string[] secrets =
        [
            "", "nobody", nearly, standing.ToUpperInvariant() + "x", standing + "%20", standing + "%00", withdrawn, server.People[Role.Captioner].Secret,
            new('a', 4_000), "%FF%FE", "%zz", "%0d%0aSet-Cookie:%20a=b", "..%2f..%2f", "%C3%A9", "=", "&signature=&cid=&token=",
        ];

        var answers = new List<(string Secret, string Bytes)>();
        foreach (var secret in secrets)
        {
            var answer = await RawHttp.SendAsync(server.Address, $"{method} {path}{secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}", method == "GET" ? "" : "words\n");
            answer.Status.ShouldBe(status, secret);
            answers.Add((secret, Date().Replace(answer.Head, "") + answer.Body));
        }

        answers.ShouldAllBe(answer => answer.Bytes == answers[0].Bytes);
        (await server.LinesAsync()).ShouldBeEmpty();
        (await RawHttp.SendAsync(server.Address, $"{method} {path}{standing} HTTP/1.1\nHost: x\nContent-Length: {{length}}", method == "GET" ? "" : "{}")).Status.ShouldBe(200);
    }

    [GeneratedRegex(@"^Date: .*\r\n", RegexOptions.Multiline)]
    private static partial Regex Date();
}
