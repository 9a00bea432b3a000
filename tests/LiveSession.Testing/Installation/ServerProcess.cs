using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LiveSession.Testing.Installation;

/// <summary>
/// The real server in a process of its own, with a data folder of its own: it can be killed in the middle of anything and started again
/// on the same port and folder.
/// </summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly IReadOnlyList<string> _arguments;
    private Process? _process;
    private HttpClient? _http;

    private readonly MovableClock? _clock;

    private ServerProcess(DirectoryInfo folder, IReadOnlyList<string> arguments, MovableClock? clock) => (_folder, _arguments, _clock) = (folder, arguments, clock);

    /// <summary>The folder of archive and sign-in keys.</summary>
    public string Data => _folder.FullName;

    /// <summary>Where the server listens; stays the same over restarts.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>What the server that runs now wrote.</summary>
    public ProcessOutput Output { get; private set; } = new();

    /// <summary>The operating system's id of the server that runs now.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>Asks the server without following redirects and without cookies.</summary>
    public HttpClient Http => _http ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = Address,
    };

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="prepare">Fills the data folder before the start; see <see cref="Meetings.ArchiveSeed"/>.</param>
    /// <param name="arguments">More of the server's command line, such as <c>--demo</c> or <c>--Broadcast:Ring=16</c>.</param>
    public static Task<ServerProcess> StartAsync(Func<string, Task>? prepare = null, params IReadOnlyList<string> arguments) =>
        StartAsync(null, prepare, arguments);

    /// <summary>Starts a server on a free port that goes by a clock of its own.</summary>
    public static async Task<ServerProcess> StartAsync(MovableClock? clock, Func<string, Task>? prepare, IReadOnlyList<string> arguments)
    {
        var server = new ServerProcess(Directory.CreateTempSubdirectory("livesession-"), arguments, clock);
        try
        {
            if (prepare is not null)
            {
                await prepare(server.Data);
            }

            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server again after it was stopped or killed: same folder, same port.</summary>
    public async Task StartAsync()
    {
        if (_process is { HasExited: false })
        {
            throw new InvalidOperationException("The server runs already.");
        }

        var start = new ProcessStartInfo("dotnet", [Repository.AssemblyOf("src/LiveSession.Server"), "--urls", Address.OriginalString, $"--LiveSession:Data={Data}", .. _arguments])
        {
            WorkingDirectory = Data,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        _clock?.PutBefore(start);
        Output = new ProcessOutput();
        _process?.Dispose();
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Start();
        Output.Listen(_process);
        var listening = await Output.ExpectAsync(ListeningPattern(), StartLimit);
        Address = new Uri(listening.Groups["address"].Value);
    }

    /// <summary>Ends the server at once, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the server to stop (SIGTERM) and waits until it has.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(TimeSpan limit)
    {
        await SignalAsync("-TERM");
        await _process!.WaitForExitAsync().WaitAsync(limit);
        return _process.ExitCode;
    }

    /// <summary>Halts the process where it is (SIGSTOP), its connections open: a machine that hangs.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>Lets a halted process go on (SIGCONT).</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>The address that the server prints at first start for the secretariat.</summary>
    public async Task<Uri> SecretariatLinkAsync() =>
        new((await Output.ExpectAsync(InvitationPattern(), StartLimit)).Value);

    /// <summary>An address of this server.</summary>
    public Uri At(string path) => new(Address, path);

    /// <summary>One figure of <c>/metrics</c>, summed over its labels; zero when it was never reported.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var exposition = await Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return exposition.Split('\n')
            .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal) || line.StartsWith($"{name} ", StringComparison.Ordinal))
            .Sum(line => double.Parse(
                MetricPattern().Match(line).Groups["value"].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _http?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task SignalAsync(string signal)
    {
        using var sending = Process.Start("kill", [signal, $"{ProcessId}"]);
        await sending.WaitForExitAsync();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://[0-9.]+:[0-9]+)")]
    private static partial Regex ListeningPattern();

    [GeneratedRegex(@"http://\S+/i/[\w-]+")]
    private static partial Regex InvitationPattern();

    // name{label="x",…} value timestamp; an OpenMetrics scrape has the timestamp, a plain one has not.
    [GeneratedRegex(@"^[^\s{]+(\{.*\})? (?<value>\S+)")]
    private static partial Regex MetricPattern();
}
