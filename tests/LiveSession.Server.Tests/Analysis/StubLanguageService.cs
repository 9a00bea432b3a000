using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveSession.Server.Tests.Analysis;

/// <summary>How the service is doing.</summary>
internal enum Mood
{
    Well,
    Away,
    Busy,
    Silent,
    Garbled,
    SomebodyElse,
    Cut,
    RefusesKeys,
}

/// <summary>A language service on this machine that finds the same phrase in everything, and is well or not as a test wishes.</summary>
internal sealed class StubLanguageService : IAsyncDisposable
{
    public const string Phrase = "stub phrase";

    private readonly WebApplication _app;

    private StubLanguageService(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public volatile Mood Mood = Mood.Well;

    /// <summary>Every text that was sent here.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    public static async Task<StubLanguageService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = new StubLanguageService(builder.Build());
        service._app.Run(service.AnswerAsync);
        await service._app.StartAsync(TestContext.Current.CancellationToken);
        service.Address = new Uri(service._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return service;
    }

    /// <summary>The settings of a server that asks this service, and is quick about everything.</summary>
    public string[] Settings =>
    [
        $"--Analysis:Endpoint={Address}", "--Analysis:Key=this-is-the-key", "--Analysis:Interval=00:00:00.1", "--Analysis:TryAgainAfter=00:00:00.5",
        "--Analysis:TryTimeout=00:00:00.4", "--Analysis:Deadline=00:00:01", "--Analysis:Retries=1",
    ];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var asked = await reader.ReadToEndAsync();
        switch (Mood)
        {
            case Mood.Well when http.Request.Path.Value!.Contains("/jobs", StringComparison.Ordinal):
                await JobAsync(http, asked);
                break;
            case Mood.Well:
                await http.Response.WriteAsync(Found(asked));
                break;
            case Mood.Silent:
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case Mood.Cut:
                http.Abort();
                break;
            case Mood.Busy:
                http.Response.Headers.RetryAfter = "1";
                await RefuseAsync(http, 429, """{"error":{"code":"429","message":"Please retry after 1 second."}}""");
                break;
            case Mood.RefusesKeys:
                await RefuseAsync(http, 401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key."}}""");
                break;
            default:
                await RefuseAsync(http, Mood is Mood.Away ? 503 : 200, Mood is Mood.SomebodyElse ? "<html><body>Sign in</body></html>" : """{"kind":"Key""");
                break;
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(body);
    }

    private string Found(string asked)
    {
        var request = JsonNode.Parse(asked)!;
        var documents = request["analysisInput"]!["documents"]!.AsArray().Select(document =>
        {
            Texts.Enqueue(document!["text"]!.GetValue<string>());
            return new JsonObject
            {
                ["id"] = document["id"]!.GetValue<string>(),
                ["keyPhrases"] = new JsonArray(Phrase),
                ["entities"] = new JsonArray(),
                ["detectedLanguage"] = new JsonObject { ["name"] = "English", ["iso6391Name"] = "en", ["confidenceScore"] = 1 },
                ["sentences"] = new JsonArray(new JsonObject { ["text"] = "A telling sentence.", ["rankScore"] = 1, ["offset"] = 0, ["length"] = 1 }),
                ["warnings"] = new JsonArray(),
            };
        });
        return new JsonObject
        {
            ["kind"] = "x",
            ["results"] = new JsonObject { ["documents"] = new JsonArray([.. documents]), ["errors"] = new JsonArray(), ["modelVersion"] = "2023-04-01" },
        }.ToJsonString(JsonSerializerOptions.Default);
    }

    private string _job = "";

    private async Task JobAsync(HttpContext http, string asked)
    {
        if (HttpMethods.IsPost(http.Request.Method))
        {
            _job = asked;
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            http.Response.Headers["operation-location"] = new Uri(Address, "/language/analyze-text/jobs/1?api-version=2023-04-01").AbsoluteUri;
            return;
        }

        var results = JsonNode.Parse(Found(_job))!["results"]!.DeepClone();
        await http.Response.WriteAsync(new JsonObject
        {
            ["status"] = "succeeded",
            ["errors"] = new JsonArray(),
            ["tasks"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["kind"] = "ExtractiveSummarizationLROResults", ["status"] = "succeeded", ["results"] = results }) },
        }.ToJsonString(JsonSerializerOptions.Default));
    }
}
