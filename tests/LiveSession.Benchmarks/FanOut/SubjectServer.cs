using System.Globalization;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>A server whose delivery is measured, in processes of its own.</summary>
internal abstract class SubjectServer : IAsyncDisposable
{
    public abstract string Name { get; }

    /// <summary>What its work costs is the sum over these.</summary>
    public abstract IReadOnlyList<int> Processes { get; }

    /// <summary>How readers join.</summary>
    public abstract WayIn Way { get; }

    /// <summary>Hands a line to the server; does not wait for it to be delivered.</summary>
    public abstract Task SayAsync(string text);

    public abstract ValueTask DisposeAsync();
}

/// <summary>The product: a captioner writes, the line is archived, readers get it.</summary>
internal sealed class ProductServer : SubjectServer
{
    private readonly ServerProcess _server;
    private readonly SeededMeeting _meeting;
    private readonly CaptionerClient _captioner;

    private ProductServer(ServerProcess server, SeededMeeting meeting, CaptionerClient captioner) =>
        (_server, _meeting, _captioner) = (server, meeting, captioner);

    public override string Name => "LiveSession";

    public override IReadOnlyList<int> Processes => [_server.ProcessId];

    /// <summary>What its collector of garbage has done so far, by generation.</summary>
    public async Task<double> CollectionsAsync(string generation)
    {
        // dotnet_gc_collections_total{…,gc_heap_generation="gen2"} 3
        var exposition = await _server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return exposition.Split('\n').Where(line => line.StartsWith("dotnet_gc_collections_total{", StringComparison.Ordinal) && line.Contains($"\"{generation}\"", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 2)..].Split(' ')[0], CultureInfo.InvariantCulture));
    }

    public override WayIn Way => WayIn.Hub(_server.Address, _meeting.Session().ToString());

    public static async Task<ProductServer> StartAsync()
    {
        SeededMeeting meeting = null!;
        var server = await ServerProcess.StartAsync(
            async folder =>
            {
                meeting = await ArchiveSeed.FoundAsync(folder);
                await using var seed = ArchiveSeed.In(folder);
                await seed.HappenAsync(meeting, 1, new OpenSession());
            },
            "--Connections:PerAddress=100000");
        var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(server.Address, meeting.CaptionerLink), meeting.Session());
        return new ProductServer(server, meeting, captioner);
    }

    public override Task SayAsync(string text)
    {
        _ = _captioner.SendAsync(text);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _captioner.DisposeAsync();
        await _server.DisposeAsync();
    }
}
