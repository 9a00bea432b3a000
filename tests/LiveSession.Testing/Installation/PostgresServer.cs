using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LiveSession.Testing.Installation;

/// <summary>
/// A real PostgreSQL server of the test's own, on a free port of this machine: it can be killed, frozen, cut off and started again on the
/// same port and folder. Where PostgreSQL is not installed the test is skipped.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "livesession";
    private const string Password = "words of the meeting";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder;
    private readonly IReadOnlyList<string> _settings;
    private Process? _process;
    private int _databases;

    private PostgresServer(DirectoryInfo folder, IReadOnlyList<string> settings) => (_folder, _settings) = (folder, settings);

    /// <summary>Where it listens; stays the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>Starts a server with no database of ours in it.</summary>
    /// <param name="settings">Of postgresql.conf, such as <c>fsync=off</c>.</param>
    public static async Task<PostgresServer> StartAsync(params IReadOnlyList<string> settings)
    {
        Assert.SkipUnless(PostgresPrograms.AreInstalled, "PostgreSQL is not installed on this machine.");
        var server = new PostgresServer(Directory.CreateTempSubdirectory("livesession-postgres-"), settings);
        try
        {
            await server.InitializeAsync();
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database of the test's own.</summary>
    /// <returns>How to connect to it, as <c>ConnectionStrings:Postgres</c> says it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(ConnectionTo("postgres"), $"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    /// <summary>How to connect to a database of this server.</summary>
    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = User,
        Password = Password,
    }.ConnectionString;

    /// <summary>Does something in a database behind the product's back.</summary>
    public static async Task<object?> ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Cuts everybody else's connections to a database, in the middle of whatever they do.</summary>
    public Task CutConnectionsAsync() => ExecuteAsync(
        ConnectionTo("postgres"), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");

    /// <summary>Ends the server and all its sessions at once, as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        var pids = Processes();
        await SignalAsync("-KILL", pids);
        await _process!.WaitForExitAsync();
    }

    /// <summary>Halts the server and all its sessions where they are (SIGSTOP), their connections open: a machine that hangs.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP", Processes());

    /// <summary>Lets a halted server go on (SIGCONT).</summary>
    public Task ThawAsync() => SignalAsync("-CONT", Processes());

    /// <summary>Stops the server in order, cutting its sessions off (SIGINT: "fast").</summary>
    public async Task StopAsync()
    {
        await SignalAsync("-INT", [_process!.Id]);
        await _process.WaitForExitAsync().WaitAsync(StartLimit);
    }

    /// <summary>Starts the server again after it was stopped or killed: same folder, same port.</summary>
    public async Task StartAgainAsync()
    {
        for (var limit = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            Port = Port == 0 ? FreePort() : Port;
            _process?.Dispose();
            _process = Process.Start(PostgresPrograms.Start("postgres", Arguments()))!;
            // What it says is only wanted when it does not start; it must not wait for somebody to read it.
            var said = _process.StandardError.ReadToEndAsync();
            _ = _process.StandardOutput.ReadToEndAsync();
            if (await AnswersAsync())
            {
                return;
            }

            if (limit.Elapsed > StartLimit)
            {
                throw new InvalidOperationException($"PostgreSQL did not start.\n{(_process.HasExited ? await said : "It answers nothing.")}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private List<string> Arguments()
    {
        var arguments = new List<string> { "-D", Data, "-p", $"{Port}", "-k", _folder.FullName };
        foreach (var setting in (string[])["listen_addresses=127.0.0.1", "max_connections=200", "shared_buffers=64MB", "logging_collector=off", .. _settings])
        {
            arguments.AddRange(["-c", setting]);
        }

        return arguments;
    }

    private async Task InitializeAsync()
    {
        var password = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(password, Password);
        await PostgresPrograms.OwnAsync(_folder.FullName);
        await PostgresPrograms.RunAsync(
            "initdb", "-D", Data, "-U", User, "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
    }

    private async Task<bool> AnswersAsync()
    {
        while (!_process!.HasExited)
        {
            try
            {
                await ExecuteAsync(ConnectionTo("postgres"), "SELECT 1");
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(30);
            }
        }

        return false;
    }

    private int[] Processes()
    {
        var id = _process!.Id;
        var children = $"/proc/{id}/task/{id}/children";
        return [id, .. File.Exists(children)
            ? File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture))
            : []];
    }

    private static async Task SignalAsync(string signal, IEnumerable<int> processes)
    {
        // One that ended meanwhile is none to complain about.
        var start = new ProcessStartInfo("kill", [signal, .. processes.Select(process => $"{process}")]) { RedirectStandardError = true };
        using var sending = Process.Start(start)!;
        await sending.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
