using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LiveSession.Testing.Installation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveSession.Analysis.Tests.Azure;

/// <summary>A language service on this machine: it replays what the real one answered, or misbehaves as it was told, one answer after the other.</summary>
internal sealed class RecordedService : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();
    private readonly ConcurrentDictionary<string, int> _asked = new();
    private readonly WebApplication _app;

    private RecordedService(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>What it was asked, in order.</summary>
    public ConcurrentQueue<(string Method, string Address, string? Key, string Body)> Requests { get; } = new();

    public static async Task<RecordedService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = new RecordedService(builder.Build());
        service._app.Run(service.AnswerAsync);
        await service._app.StartAsync();
        service.Address = new Uri(service._app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return service;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public RecordedService Then(int status, string body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = body.StartsWith('<') ? "text/html" : "application/json";
            foreach (var (name, value) in headers)
            {
                http.Response.Headers[name] = value;
            }

            await http.Response.WriteAsync(body);
        });
        return this;
    }

    public RecordedService ThenCut()
    {
        _answers.Enqueue(http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });
        return this;
    }

    public RecordedService ThenNothingForever()
    {
        _answers.Enqueue(http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        return this;
    }

    // A recording is replayed below /r/NAME/: its first answer to the first request, the next to each that asks on, the last again and again.
    private async Task ReplayAsync(HttpContext http, string name)
    {
        var recording = Recording.Read(name);
        var asks = HttpMethods.IsGet(http.Request.Method) ? _asked.AddOrUpdate(name, 1, (_, before) => before + 1) : _asked[name] = 0;
        var entry = recording.Entries[Math.Min(asks, recording.Entries.Count - 1)];
        if (entry["ResponseHeaders"]!["operation-location"] is { } location)
        {
            http.Response.Headers["operation-location"] = new Uri(Address, $"/r/{name}{new Uri(location.GetValue<string>()).PathAndQuery}").AbsoluteUri;
        }

        http.Response.StatusCode = (int)entry["StatusCode"]!;
        http.Response.ContentType = "application/json; charset=utf-8";
        if (entry["ResponseBody"] is { } body)
        {
            await http.Response.WriteAsync(Enveloped(recording.Kind, body).ToJsonString());
        }
    }

    // Those of version 3.1 had the same contents without the envelope.
    private static JsonNode Enveloped(string kind, JsonNode body) =>
        body is JsonObject item && item.ContainsKey("documents") ? new JsonObject { ["kind"] = kind + "Results", ["results"] = body.DeepClone() } : body;

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Requests.Enqueue((http.Request.Method, http.Request.GetEncodedPathAndQuery(), http.Request.Headers["Ocp-Apim-Subscription-Key"], await reader.ReadToEndAsync()));
        if (http.Request.Path.Value!.Split('/') is ["", "r", var name, ..])
        {
            await ReplayAsync(http, name);
        }
        else if (_answers.TryDequeue(out var answer))
        {
            await answer(http);
        }
        else
        {
            http.Response.StatusCode = 418;
        }
    }
}

/// <summary>What the real service was asked once, and answered.</summary>
internal sealed class Recording
{
    private Recording(string name, JsonNode content)
    {
        Name = name;
        Entries = [.. content[nameof(Entries)]!.AsArray().Select(entry => entry!)];
        var asked = Entries[0]["RequestBody"]!;
        Tasks = asked["tasks"] is JsonArray tasks ? [.. tasks.Select(task => task!["kind"]!.GetValue<string>())] : [];
        Kind = asked["kind"]?.GetValue<string>() ?? (Tasks.Count > 0 ? Tasks[0] : null) ?? (name.Contains("keyphrases", StringComparison.Ordinal) ? "KeyPhraseExtraction" : "PiiEntityRecognition");
        Documents = [.. (asked["analysisInput"] ?? asked)["documents"]!.AsArray().Select(document =>
            new Passage(document!["id"]!.GetValue<string>(), document["text"]!.GetValue<string>(), document["language"]?.GetValue<string>()))];
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        "01-keyphrases-mixed-en-es-200", "02-keyphrases-with-empty-document-200-v3.1", "03-pii-mixed-en-es-200", "04-pii-family-emoji-utf16-offsets-200",
        "05-pii-ssn-phone-overlapping-200-v3.1", "06-language-detection-countryhint-200", "07-entities-en-200", "08-sentiment-with-empty-document-200",
        "09-entities-unsupported-language-200-document-error", "10-entities-too-many-documents-400", "11-jobs-bad-credentials-401",
        "12-jobs-extractive-summary-with-empty-document-lro", "13-jobs-extractive-summary-ranked-lro", "14-jobs-abstractive-summary-with-empty-document-lro",
        "15-jobs-two-tasks-partial-document-error-lro",
    ];

    public string Name { get; }

    public string Kind { get; }

    /// <summary>The kinds of a job's tasks; none when it is no job.</summary>
    public IReadOnlyList<string> Tasks { get; }

    public IReadOnlyList<Passage> Documents { get; }

    public IReadOnlyList<JsonNode> Entries { get; }

    public static Recording Read(string name) => new(name, JsonNode.Parse(File.ReadAllText(RealRecords.PathOf("azure-language", name + ".json")))!);
}
