using System.Net;
using System.Net.Sockets;
using LiveSession.Faults.Archive;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using Npgsql;

namespace LiveSession.Faults.Starting;

public sealed class StartupTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("livesession-");

    [Fact]
    public async Task A_port_in_use_is_said_in_words_and_ends_the_program()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var run = await StartAsync("--urls", $"http://127.0.0.1:{port}");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("LiveSession could not start:");
        run.Error.ShouldContain($"127.0.0.1:{port}");
        run.Error.ShouldContain("Another program uses that port; choose one with --urls");
        (run.Error + run.Out).ShouldNotContain("   at ");
    }

    [Fact]
    public async Task All_bad_options_are_listed_at_once()
    {
        var run = await StartAsync(
            "--urls", "http://127.0.0.1:0", "--Broadcast:Ring=2", "--Broadcast:StallLimit=00:00:00", "--Captions:LinesPerSecond=0",
            "--Connections:PerAddress=many", "--Limits:LineLength=5", "--LiveSession:StopWithin=1.00:00:00");

        run.ExitCode.ShouldBe(1);
        var named = run.Error.Split('\n').Where(line => line.StartsWith("  - ", StringComparison.Ordinal)).ToArray();
        named.Length.ShouldBe(6, run.Error);
        foreach (var option in new[] { "Ring", "StallLimit", "LinesPerSecond", "PerAddress", "LineLength", "StopWithin" })
        {
            named.ShouldContain(line => line.Contains($":{option}", StringComparison.Ordinal) && !line.Contains("Options", StringComparison.Ordinal), run.Error);
        }
    }

    [Fact]
    public async Task An_archive_on_a_read_only_disk_is_said_in_words_and_ends_the_program()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 4);
        await OpenHouse.SeedAsync(disk.Folder, new MeetingPlan());
        await disk.MakeReadOnlyAsync();

        var run = await StartAsync("--urls", "http://127.0.0.1:0", $"--Storage:Sqlite:Path={disk.FileIn("livesession.db")}");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("LiveSession could not start:");
        run.Error.ShouldContain("The archive cannot be used: the database");
    }

    [Fact]
    public async Task A_Redis_that_does_not_answer_and_one_without_PostgreSQL_are_said_in_words_and_the_server_runs()
    {
        await using var server = await ServerProcess.StartAsync(null, "--ConnectionStrings:Redis=127.0.0.1:1");

        server.Output.Text.ShouldContain("ConnectionStrings:Redis names 127.0.0.1:1, and nothing answers there. The server runs and follows the archive");
        server.Output.Text.ShouldNotContain("   at ");
        server.Output.Text.ShouldContain("ConnectionStrings:Postgres nothing: the archive is a file of this node");
        (await server.Http.GetAsync(new Uri("/healthz/open", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_node_with_a_file_of_its_own_behind_the_same_Redis_is_told_so_and_does_not_start()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var first = await ServerProcess.StartAsync(null, redis.Setting);
        await OpenHouse.SeedAsync(_data.FullName, new MeetingPlan());
        using (var limit = new CancellationTokenSource(Limit))
        {
            // A node names its archive once that has begun.
            while (await redis.AskAsync("SCARD", "livesession:nodes") != ":1")
            {
                await Task.Delay(50, limit.Token);
            }
        }

        var second = await StartAsync("--urls", "http://127.0.0.1:0", redis.Setting);

        second.ExitCode.ShouldBe(1, second.Out);
        second.Error.ShouldContain("uses the same Redis");
        second.Error.ShouldContain("with another archive. Nodes of one installation need one archive: set ConnectionStrings:Postgres on all of them.");
    }

    [Fact]
    public async Task A_database_that_refuses_is_said_in_words_and_so_is_an_archive_that_was_left_behind()
    {
        var connection = await Databases.CreateAsync();
        await OpenHouse.SeedAsync(_data.FullName, new MeetingPlan());

        var run = await StartAsync("--urls", "http://127.0.0.1:0", $"--ConnectionStrings:Postgres={new NpgsqlConnectionStringBuilder(connection) { Password = "wrong" }}");

        run.ExitCode.ShouldBe(1, run.Out);
        run.Error.ShouldContain($"The archive cannot be used: the database refuses this user or its password (ConnectionStrings:Postgres: database {new NpgsqlConnectionStringBuilder(connection).Database} at 127.0.0.1:");
        (run.Error + run.Out).ShouldNotContain("   at ");
        await using (var server = await ServerProcess.StartAsync(folder => OpenHouse.SeedAsync(folder, new MeetingPlan()), $"--ConnectionStrings:Postgres={connection}"))
        {
            server.Output.Text.ShouldContain($"is an archive and is not read: ConnectionStrings:Postgres names the database {new NpgsqlConnectionStringBuilder(connection).Database} at 127.0.0.1:");
            await server.Output.ExpectAsync(new("Open this link"), Limit);
        }

        // Once there are meetings, the file is what a move has left.
        await using var again = await ServerProcess.StartAsync(folder => OpenHouse.SeedAsync(folder, new MeetingPlan()), $"--ConnectionStrings:Postgres={connection}");
        again.Output.Text.ShouldNotContain("is not read");
    }

    public void Dispose() => _data.Delete(recursive: true);

    private Task<ProgramRun> StartAsync(params string[] arguments) =>
        ProgramRun.RunAsync(Programs.Server, Limit, [$"--LiveSession:Data={_data.FullName}", .. arguments]);
}
