using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>What OpenAPI says of the addresses for captioning software, held against what they answer.</summary>
public sealed class SourceDescriptionTests
{
    private const string Text = "text/plain";

    [Fact]
    public async Task Every_answer_to_a_JSON_post_is_described_and_answers_so()
    {
        await using var server = await RunningServer.StartAsync("--Sources:PostsPerSecond=40");
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Json);
        var (zoom, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Other", "fr");
        var described = (await OperationAsync(server, "/api/captions")).GetProperty("responses").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value);
        var seen = new HashSet<string>();

        async Task Answers(int status, byte[] body, string headers = "", string? by = null) => IsDescribed(status, await RawHttp.SendAsync(
            server.Address, $"POST /api/captions?token={by ?? secret} HTTP/1.1\nHost: x\nContent-Type: application/json\n{headers}Content-Length: {{length}}\n", body));

        void IsDescribed(int status, RawAnswer answer)
        {
            answer.Status.ShouldBe(status, answer.Body);
            described.ShouldContainKey(status.ToString(CultureInfo.InvariantCulture));
            var content = described[status.ToString(CultureInfo.InvariantCulture)].GetProperty("content").EnumerateObject().Single();
            answer.Head.ShouldContain($"Content-Type: {content.Name}");
            if (content.Name is not Text)
            {
                var told = Told(answer);
                told.EnumerateObject().Select(member => member.Name).Except(content.Value.GetProperty("schema").GetProperty("properties").EnumerateObject().Select(member => member.Name)).ShouldBeEmpty();
            }

            if (status is 429)
            {
                described["429"].GetProperty("headers").GetProperty("Retry-After").GetProperty("schema").GetProperty("type").GetString().ShouldBe("integer");
                answer.Head.ShouldContain("Retry-After: 1");
            }

            seen.Add(status.ToString(CultureInfo.InvariantCulture));
        }

        await Answers(409, """{"seq":1,"text":"Too early.\n"}"""u8.ToArray());
        await server.OpenSessionAsync();
        await Answers(200, """{"seq":2,"text":"Good morning.\n"}"""u8.ToArray());
        await Answers(400, """{"seq":"three"}"""u8.ToArray());
        await Answers(400, "no JSON"u8.ToArray());
        await Answers(400, "{}"u8.ToArray(), by: zoom);
        await Answers(401, "{}"u8.ToArray(), by: "nobody");
        await Answers(413, new byte[70_000]);
        await Answers(415, "{}"u8.ToArray(), "Content-Encoding: zstd\n");
        await using (var captioner = await server.VisitAsync(Role.Captioner))
        {
            var hub = await captioner.ConnectAsync("/hubs/captions");
            (await hub.SendCommandAsync(nameof(ICaptionHub.TakePen), server.Session, "floor", true)).Rejection.ShouldBeNull();
            await Answers(202, """{"seq":3,"text":"Not aired.\n"}"""u8.ToArray());
        }

        var posts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RawHttp.SendAsync(
            server.Address, $"POST /api/captions?token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", "{}")));
        IsDescribed(429, posts.First(answer => answer.Status == 429));

        // A post that takes ten seconds to come and an archive that is away are shown elsewhere.
        described.Keys.Except(["408", "503"]).ShouldBe(seen, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_example_is_taken_and_every_member_is_read_as_it_is_described()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        var json = (await OperationAsync(server, "/api/captions")).GetProperty("requestBody").GetProperty("content").GetProperty("application/json");

        foreach (var example in json.GetProperty("examples").EnumerateObject())
        {
            (await PostAsync(server, secret, example.Value.GetProperty("value").GetRawText())).Status.ShouldBe(200, example.Name);
        }

        (await server.LinesAsync()).ShouldBe(["Merci, Madame la Présidente.", "We agree.", "Oui.", "Good afternoon."]);
        var members = json.GetProperty("schema").GetProperty("properties").EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        members.Keys.ShouldBe(["language", "speaker", "clear", "erase", "text", "newLine", "edits", "seq", "spokenAt", "controlToken"], ignoreOrder: true);
        foreach (var (name, schema) in members)
        {
            var isText = schema.GetProperty("type").ToString().Contains("string", StringComparison.Ordinal);
            await RefusedAsync(name, isText ? "[]" : "\"wrong\"");
            if (schema.TryGetProperty("maximum", out var most))
            {
                await RefusedAsync(name, (decimal.Parse(most.ToString(), CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture));
            }
        }

        async Task RefusedAsync(string name, string value)
        {
            var answer = await PostAsync(server, secret, $$"""{"{{name}}":{{value}}}""");
            answer.Status.ShouldBe(400, name);
            Told(answer).GetProperty("about").GetString().ShouldBe(name);
        }
    }

    [Fact]
    public async Task Every_address_says_what_it_takes_and_how_it_is_opened()
    {
        await using var server = await RunningServer.StartAsync();
        using var document = await DocumentAsync(server);
        var root = document.RootElement;

        root.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name).ShouldBe(["token", "bearer"], ignoreOrder: true);
        foreach (var path in new[] { "/api/captions", "/api/captions/webhook" })
        {
            root.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("security").EnumerateArray()
                .Select(way => way.EnumerateObject().Single().Name).ShouldBe(["token", "bearer"], ignoreOrder: true);
        }

        foreach (var operation in root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(one => one.Name is "get" or "post")))
        {
            operation.Value.TryGetProperty("requestBody", out _).ShouldBe(operation.Name is "post");
            operation.Value.GetProperty("responses").EnumerateObject().Count().ShouldBeGreaterThan(1);
        }
    }

    [Theory]
    [InlineData("/closedcaption?seq=1&signature=nobody", "/closedcaption", 403)]
    [InlineData("/cartcaption?token=nobody", "/cartcaption", 401)]
    [InlineData("/api/captions/webhook?token=nobody", "/api/captions/webhook", 401)]
    public async Task A_secret_that_opens_nothing_is_answered_as_described(string address, string path, int status)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await RawHttp.SendAsync(server.Address, $"POST {address} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", "x");

        answer.Status.ShouldBe(status);
        (await OperationAsync(server, path)).GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out _).ShouldBeTrue();
    }

    // The answer comes in chunks.
    private static JsonElement Told(RawAnswer answer)
    {
        using var told = JsonDocument.Parse(answer.Body[answer.Body.IndexOf('{')..(answer.Body.LastIndexOf('}') + 1)]);
        return told.RootElement.Clone();
    }

    private static Task<RawAnswer> PostAsync(RunningServer server, string secret, string body) => RawHttp.SendAsync(
        server.Address, $"POST /api/captions HTTP/1.1\nHost: x\nAuthorization: Bearer {secret}\nContent-Type: application/json\nContent-Length: {{length}}\n", Encoding.UTF8.GetBytes(body));

    private static async Task<JsonElement> OperationAsync(RunningServer server, string path)
    {
        using var document = await DocumentAsync(server);
        return document.RootElement.GetProperty("paths").GetProperty(path).GetProperty("post").Clone();
    }

    private static async Task<JsonDocument> DocumentAsync(RunningServer server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        return JsonDocument.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken));
    }
}
