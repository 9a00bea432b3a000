using System.Diagnostics;
using System.Text.RegularExpressions;
using LiveSession.Benchmarks.FanOut;
using LiveSession.Testing.Installation;

namespace LiveSession.Benchmarks.Nodes;

/// <summary>A stock SignalR server with a Redis backplane, in a process of its own.</summary>
internal sealed partial class StockNode(Uri address, string redis) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private Process? _process;

    public Uri Address { get; } = address;

    public NodeControls Controls => new(
        KillAsync, async () =>
        {
            await SignalAsync("-TERM");
            await _process!.WaitForExitAsync().WaitAsync(StopLimit);
        },
        StartAsync, () => SignalAsync("-STOP"), () => SignalAsync("-CONT"));

    public async Task StartAsync()
    {
        _process?.Dispose();
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "dotnet", [typeof(StockServer).Assembly.Location, "--role", "stock", "--redis", redis, "--urls", Address.OriginalString])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        _process.Start();
        var output = new ProcessOutput();
        output.Listen(_process);
        await output.ExpectAsync(Listening(), StartLimit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    private async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    private async Task SignalAsync(string signal)
    {
        using var sending = Process.Start("kill", [signal, $"{_process!.Id}"]);
        await sending.WaitForExitAsync();
    }

    [GeneratedRegex("Now listening on")]
    private static partial Regex Listening();
}
