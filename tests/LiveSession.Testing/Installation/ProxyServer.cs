using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace LiveSession.Testing.Installation;

/// <summary>
/// A real proxy in front of two nodes or three, configured by the file that operators get: only addresses, ports and the certificate are put in. It
/// speaks TLS with a certificate of its own making, and can be killed and started again on the same port.
/// </summary>
public sealed class ProxyServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly ProxyProgram _program;
    private readonly DirectoryInfo _folder;
    private Process? _process;
    private ProcessOutput _output = new();

    private ProxyServer(ProxyProgram program, ProxySetting setting, DirectoryInfo folder) => (_program, Setting, _folder) = (program, setting, folder);

    /// <summary>The ports, the nodes and the certificate.</summary>
    public ProxySetting Setting { get; }

    /// <summary>Where people go.</summary>
    public Uri Address => new($"https://127.0.0.1:{Setting.HttpsPort}");

    /// <summary>Where people go who type no scheme.</summary>
    public Uri PlainAddress => new($"http://127.0.0.1:{Setting.HttpPort}");

    /// <summary>Whom people have to trust.</summary>
    public X509Certificate2 Certificate => Setting.Certificate;

    /// <summary>What it wrote, its log included.</summary>
    public string Output => _output.Text;

    /// <summary>Starts one; the test is skipped where the program is not installed.</summary>
    public static async Task<ProxyServer> StartAsync(ProxyProgram program, Uri first, Uri second, Uri? third = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        Assert.SkipUnless(program.IsInstalled, $"{program.Name} is not installed.");
        var folder = Directory.CreateTempSubdirectory("livesession-proxy-");
        var setting = new ProxySetting(RedisServer.FreePort(), RedisServer.FreePort(), first, second, SelfMadeCertificate.Make()) { Third = third };
        var server = new ProxyServer(program, setting, folder);
        try
        {
            await program.PrepareAsync(setting, folder.FullName);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the program itself says of its configuration; empty when it has nothing against it.</summary>
    public async Task<string> CheckAsync()
    {
        using var process = Process.Start(_program.Check(Setting, _folder.FullName))!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(StartLimit);
        return process.ExitCode == 0 && !(await error).Contains("[warn", StringComparison.OrdinalIgnoreCase) ? "" : await output + await error;
    }

    /// <summary>Starts it again after it was killed.</summary>
    public async Task StartAsync()
    {
        _process?.Dispose();
        _output = new ProcessOutput();
        _process = new Process { StartInfo = _program.Run(Setting, _folder.FullName), EnableRaisingEvents = true };
        _process.Start();
        _output.Listen(_process);
        for (var since = Stopwatch.StartNew(); !await AcceptsAsync(); await Task.Delay(20))
        {
            if (_process.HasExited || since.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"{_program.Name} did not start.\n{Output}");
            }
        }
    }

    /// <summary>Ends it and every connection through it at once (SIGKILL, its workers too).</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> AcceptsAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Setting.HttpsPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>What is put into the proxy's configuration.</summary>
/// <param name="HttpsPort">Where people go.</param>
/// <param name="HttpPort">Where people go who type no scheme.</param>
/// <param name="First">A node.</param>
/// <param name="Second">Another one.</param>
/// <param name="Certificate">The proxy's, with its key.</param>
public sealed record ProxySetting(int HttpsPort, int HttpPort, Uri First, Uri Second, X509Certificate2 Certificate)
{
    /// <summary>A third node, where there is one; behind HAProxy only, whose configuration has a place for it.</summary>
    public Uri? Third { get; init; }
}
