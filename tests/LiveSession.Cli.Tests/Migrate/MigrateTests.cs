using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace LiveSession.Cli.Tests.Migrate;

public sealed class MigrateTests(SharedPostgres server) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => _folder.PathOf("data");

    [Fact]
    public async Task A_meeting_with_its_links_is_moved_into_a_database_and_back()
    {
        var (meeting, connection) = (await FoundAsync(), await server.CreateDatabaseAsync());

        var moved = await ProgramRun.Of("migrate", Data, "--postgres", connection);

        moved.Code.ShouldBe(0, moved.Error);
        moved.Output.ShouldStartWith("Migrated and checked: 2 logs with ");
        moved.Output.ShouldContain($"The folder {Data} is as it was: start no server on it again, but with ConnectionStrings__Postgres.");
        moved.Error.ShouldContain("Checking them once more where they lie");
        await using (var archive = new PostgresSessionLog(connection))
        {
            (await archive.ListAsync(Cancellation)).ShouldBe([LogId.House, LogId.Of(meeting.State.Id)]);
        }

        await UntilLeftAsync(connection);
        var back = await ProgramRun.Of("migrate", _folder.PathOf("back"), "--postgres", connection, "--back");
        back.Code.ShouldBe(0, back.Error);
        (await ProgramRun.Of("verify", _folder.PathOf("back/livesession.db"))).Output
            .ShouldBe((await ProgramRun.Of("verify", Path.Combine(Data, "livesession.db"))).Output);
    }

    [Fact]
    public async Task An_archive_that_lies_elsewhere_is_moved_with_the_keys_of_the_folder()
    {
        await FoundAsync();
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "key-1.xml"), "<key/>", Cancellation);
        File.Move(Path.Combine(Data, "livesession.db"), _folder.PathOf("elsewhere.db"));
        var connection = await server.CreateDatabaseAsync();

        var run = await ProgramRun.Of("migrate", Data, "--postgres", connection, "--archive", _folder.PathOf("elsewhere.db"));

        run.Code.ShouldBe(0, run.Error);
        run.Output.ShouldContain("1 sign-in keys");
    }

    [Fact]
    public async Task What_cannot_be_moved_is_exit_code_1_with_the_reason()
    {
        var connection = await server.CreateDatabaseAsync();
        await Fails($"There is no archive {Data}", "migrate", Data, "--postgres", connection);

        await FoundAsync();
        await Fails("the database server cannot be reached (database livesession at 127.0.0.1:1 as me)", "migrate", Data, "--postgres", "Host=127.0.0.1;Port=1;Database=livesession;Username=me");
        using (new DataFolder(Data).Take())
        {
            await Fails("Stop it first", "migrate", Data, "--postgres", connection);
        }

        (await ProgramRun.Of("migrate", Data, "--postgres", connection)).Code.ShouldBe(0);
        await Fails("they were migrated before", "migrate", Data, "--postgres", connection);
        await Fails("holds something already", "migrate", Data, "--postgres", connection, "--back");
    }

    [Fact]
    public async Task What_cannot_be_understood_is_exit_code_2()
    {
        var nowhere = await ProgramRun.Of("migrate", Data);
        (nowhere.Code, nowhere.Error).ShouldBe((2, "livesession: Which database? Set ConnectionStrings__Postgres, or give --postgres.\n"));
        (await ProgramRun.Of("migrate")).Code.ShouldBe(2);
        (await ProgramRun.Of("migrate", Data, "--back", "--archive", "x.db", "--postgres", "Host=db")).Code.ShouldBe(2);
    }

    public void Dispose() => _folder.Dispose();

    private Task<SeededMeeting> FoundAsync() => ArchiveSeed.FoundAsync(Data);

    // A connection that was closed is gone a moment later.
    private static async Task UntilLeftAsync(string connection)
    {
        while (await PostgresServer.ExecuteAsync(connection, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'livesession' AND datname = current_database()") is > 0L)
        {
            await Task.Delay(20, Cancellation);
        }
    }

    private static async Task Fails(string reason, params string[] args)
    {
        var run = await ProgramRun.Of(args);
        run.Code.ShouldBe(1);
        run.Error.ShouldContain(reason);
    }
}
