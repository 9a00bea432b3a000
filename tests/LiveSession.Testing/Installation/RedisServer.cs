using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LiveSession.Testing.Installation;

/// <summary>A real Redis on a free port of this machine, keeping nothing: it can be killed, frozen, emptied and started again.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("livesession-redis-");
    private Process? _process;

    private RedisServer(int port) => Port = port;

    /// <summary>Where it listens; stays the same over restarts.</summary>
    public int Port { get; }

    /// <summary>As a server's setting.</summary>
    public string Setting => $"--ConnectionStrings:Redis={Connection}";

    /// <summary>As a connection string.</summary>
    public string Connection => $"127.0.0.1:{Port}";

    /// <summary>A port on which nothing listens at the moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts one; the test is skipped where Redis is not installed.</summary>
    public static async Task<RedisServer> StartNewAsync()
    {
        var installed = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "redis-server")));
        Assert.SkipUnless(installed, "redis-server is not installed.");
        var server = new RedisServer(FreePort());
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after it was killed, empty.</summary>
    public async Task StartAsync()
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "redis-server", ["--port", $"{Port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder.FullName])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        var output = new ProcessOutput();
        _process.Start();
        output.Listen(_process);
        await output.ExpectAsync(new("Ready to accept connections"), StartLimit);
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it in order and starts it again, empty.</summary>
    public async Task RestartAsync()
    {
        await SignalAsync("-TERM");
        await _process!.WaitForExitAsync().WaitAsync(StartLimit);
        await StartAsync();
    }

    /// <summary>It keeps its connections and does nothing any more (SIGSTOP).</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>It goes on where it was (SIGCONT).</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>Asks Redis something over a connection of its own and gives the answer as it came.</summary>
    public async Task<string> AskAsync(params IReadOnlyList<string> command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = client.GetStream();
        await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync($"*{command.Count}\r\n{string.Join("\r\n", command.Select(word => $"${System.Text.Encoding.UTF8.GetByteCount(word)}\r\n{word}"))}");
        using var reader = new StreamReader(stream, leaveOpen: true);
        var head = await reader.ReadLineAsync() ?? "";
        if (!head.StartsWith('$') || head == "$-1")
        {
            return head;
        }

        var text = new char[int.Parse(head.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)];
        var length = await reader.ReadBlockAsync(text);
        return new string(text, 0, length);
    }

    /// <summary>How often each command was run since the start, by anybody; our own asking is left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CommandsAsync()
    {
        // cmdstat_client|setname:calls=2,usec=…
        var figures = await AskAsync("INFO", "commandstats");
        return figures.Split('\n').Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal) && !line.StartsWith("cmdstat_info:", StringComparison.Ordinal))
            .ToDictionary(
                line => line["cmdstat_".Length..line.IndexOf(':', StringComparison.Ordinal)],
                line => long.Parse(line.Split("calls=")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await ThawAsync();
            await KillAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }
}
