using System.Diagnostics;
using System.Text.RegularExpressions;
using LiveSession.Testing.Installation;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>A server beside ours that passes on what is posted to <c>/say</c>: the same bytes as ours, as far as its protocol lets it.</summary>
internal sealed partial class PeerServer : SubjectServer
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private static readonly JsonHubProtocol Protocol = new(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = ProtocolJson.Options }));

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly Guid _epoch = Guid.CreateVersion7();
    private long _sequence = 1;

    private PeerServer(Peer peer, Process process, Uri address)
    {
        (Name, _process, Way) = (peer.Name, process, peer.Way(address));
        _http = new HttpClient { BaseAddress = address };
    }

    public override string Name { get; }

    public override IReadOnlyList<int> Processes => ProcessCost.Family(_process.Id);

    public override WayIn Way { get; }

    /// <summary>Starts one; null where this machine does not have it.</summary>
    public static async Task<SubjectServer?> StartAsync(Peer peer)
    {
        if (peer.Start() is not { } start)
        {
            return null;
        }

        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Start();
        var output = new ProcessOutput();
        output.Listen(process);
        var address = peer.Address ?? new Uri((await output.ExpectAsync(Listening(), StartLimit)).Groups["address"].Value);
        var server = new PeerServer(peer, process, address);
        await server.UntilItAnswersAsync();
        return server;
    }

    public override async Task SayAsync(string text)
    {
        var line = new CaptionLineView(_sequence + 1, "floor", "en", text, null, DateTimeOffset.UtcNow);
        var message = Protocol.GetMessageBytes(new InvocationMessage(nameof(ISessionClient.Happened), [new SessionNews(_epoch, _sequence++, [new NewsItem(line)])]));
        using var content = new ReadOnlyMemoryContent(message);
        content.Headers.ContentType = new("text/plain");
        using var answer = await _http.PostAsync(new Uri("/say", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    public override async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private async Task UntilItAnswersAsync()
    {
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri("/", UriKind.Relative));
                return;
            }
            catch (HttpRequestException) when (since.Elapsed < StartLimit && !_process.HasExited)
            {
                // Not yet.
            }
        }
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)")]
    private static partial Regex Listening();
}
