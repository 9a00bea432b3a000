using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using LiveSession.Analysis.Azure;

namespace LiveSession.Analysis.Tests.Azure;

/// <summary>Everything the real service was recorded to answer is read as Microsoft's own client from npm reads it from the same server.</summary>
public sealed class RecordingTests
{
    private static readonly Dictionary<string, AnalysisKind> Kinds = Enum.GetValues<AnalysisKind>().ToDictionary(kind => LanguageKind.Of(kind).Name);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_recording_is_read_as_the_client_from_npm_reads_it_field_by_field()
    {
        var recordings = Recording.Names.Select(Recording.Read).ToList();
        var folder = await InstalledAsync();
        await using var service = await RecordedService.StartAsync();

        var theirs = await TheirsAsync(folder, service.Address, recordings);

        theirs.Count.ShouldBe(15);
        theirs.Values.Where(read => read.ContainsKey("code")).Select(read => read["name"]!.GetValue<string>()[..2]).ShouldBe(["10", "11"]);
        theirs.Values.Select(read => read.ToJsonString()).ShouldContain(read => read.Contains("\"offset\":25,\"length\":11", StringComparison.Ordinal));
        foreach (var recording in recordings)
        {
            (await OursAsync(service.Address, recording)).ToJsonString().ShouldBe(theirs[recording.Name].ToJsonString(), recording.Name);
        }
    }

    private static async Task<JsonObject> OursAsync(Uri address, Recording recording)
    {
        var options = new AzureLanguageOptions(new Uri(address, $"/r/{recording.Name}")) { Key = new AzureKeyCredential("secret"), PollDelay = TimeSpan.FromMilliseconds(1) };
        var service = new LanguageService(options, TimeProvider.System);
        var read = new JsonObject { ["name"] = recording.Name };
        try
        {
            var tasks = new JsonArray();
            if (recording.Tasks.Count == 0)
            {
                tasks.Add(TaskOf(recording.Kind, await service.AnalyzeAsync(Kinds[recording.Kind], [.. recording.Documents], Cancellation)));
            }

            foreach (var task in recording.Tasks.Order(StringComparer.Ordinal))
            {
                // A recorded job may have tasks of a kind that we never ask for in one.
                var job = await service.BeginAsync(Kinds[task], [.. recording.Documents], Cancellation);
                tasks.Add(TaskOf(task, (await service.FinishAsync(Kinds[task], job, Cancellation))!.Value));
            }

            read["tasks"] = tasks;
        }
        catch (LanguageServiceException e)
        {
            read["code"] = e.Code;
        }

        return read;
    }

    private static JsonObject TaskOf(string kind, ImmutableArray<PassageAnalysis> results) => new()
    {
        ["kind"] = kind,
        ["documents"] = new JsonArray([.. results.OrderBy(result => result.Id, StringComparer.Ordinal).Select(DocumentOf)]),
    };

    private static JsonNode DocumentOf(PassageAnalysis result)
    {
        var read = new Dictionary<string, object?> { ["id"] = result.Id };
        if (result.Fault is { } fault)
        {
            (read["code"], read["message"]) = (fault.Code, fault.Message);
            return JsonSerializer.SerializeToNode(read, ProtocolJson.Options)!;
        }

        switch (result.Kind)
        {
            case AnalysisKind.Language:
                read["language"] = result.Language;
                break;
            case AnalysisKind.KeyPhrases:
                read["keyPhrases"] = result.KeyPhrases;
                break;
            case AnalysisKind.Entities or AnalysisKind.PersonalData:
                read["entities"] = result.Entities.Select(entity => new Dictionary<string, object?>
                {
                    ["text"] = entity.Text,
                    ["category"] = entity.Category,
                    ["subcategory"] = entity.Subcategory,
                    ["offset"] = entity.Offset,
                    ["length"] = entity.Length,
                    ["confidence"] = entity.Confidence,
                });
                if (result.RedactedText is { } redacted)
                {
                    read["redactedText"] = redacted;
                }

                break;
            case AnalysisKind.Sentiment:
                var felt = result.Sentiment!;
                read["sentiment"] = new { felt.Label, felt.Positive, felt.Neutral, felt.Negative };
                read["sentences"] = felt.Sentences;
                break;
            default:
                read["summary"] = result.Summary.Select(sentence => new Dictionary<string, object?>
                {
                    ["text"] = sentence.Text,
                    ["rank"] = sentence.Rank,
                    ["sources"] = sentence.Sources.Select(span => new { span.Offset, span.Length }),
                });
                break;
        }

        return JsonSerializer.SerializeToNode(read, ProtocolJson.Options)!;
    }

    private static async Task<Dictionary<string, JsonObject>> TheirsAsync(string folder, Uri address, List<Recording> recordings)
    {
        var list = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(list, JsonSerializer.Serialize(recordings.Select(recording => new { recording.Name, recording.Kind, recording.Tasks, recording.Documents }), ProtocolJson.Options), Cancellation);
            using var node = Process.Start(new ProcessStartInfo("node", ["read.mjs", address.AbsoluteUri, list]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(Cancellation), node.StandardError.ReadToEndAsync(Cancellation));
            await node.WaitForExitAsync(Cancellation);
            node.ExitCode.ShouldBe(0, await errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToDictionary(read => read["name"]!.GetValue<string>());
        }
        finally
        {
            File.Delete(list);
        }
    }

    private static async Task<string> InstalledAsync([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(here)!, "npm");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "@azure", "ai-language-text")))
        {
            try
            {
                using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
                await npm.WaitForExitAsync(Cancellation);
                Assert.SkipWhen(npm.ExitCode != 0, "npm could not install @azure/ai-language-text");
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip("there is no npm here");
            }
        }

        return folder;
    }
}
