using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace LiveSession.Cli.Tests.Verify;

public sealed class VerifyTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogId _log = LogId.Of(SessionId.New());
    private string _head = "";

    private string Database => _folder.PathOf("livesession.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var store = new SqliteSessionLog(Database);
        await store.AppendAsync(LogId.House, 0, [.. Lines(2)], Cancellation);
        await store.AppendAsync(_log, 0, [.. Lines(5)], Cancellation);
        _head = (await store.FindHeadAsync(_log, Cancellation))!.Hash;
        await using var export = File.Create(_folder.PathOf("log.jsonl"));
        await LogExport.WriteAsync(export, store.ReadStoredAsync(_log, Cancellation), Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_log_of_a_database_is_checked()
    {
        var run = await ProgramRun.Of("verify", Database);

        run.Code.ShouldBe(0);
        run.Output.ShouldContain("house  2 events\n");
        run.Output.ShouldContain($"{_log}  5 events\n  head {_head}\n  OK\n");
    }

    [Fact]
    public async Task One_log_can_be_checked_alone()
    {
        var run = await ProgramRun.Of("verify", Database, "--log", _log.Value, "--json");

        run.Code.ShouldBe(0);
        var finding = run.Json().EnumerateArray().Single();
        finding.GetProperty("log").GetString().ShouldBe(_log.Value);
        finding.GetProperty("events").GetInt64().ShouldBe(5);
        finding.GetProperty("hash").GetString().ShouldBe(_head);
    }

    [Fact]
    public async Task A_database_that_somebody_edited_is_exit_code_1_and_the_first_bad_event_is_named()
    {
        Edit("UPDATE event SET canonical = CAST(replace(CAST(canonical AS TEXT), 'line 3', 'lime 3') AS BLOB)");

        var run = await ProgramRun.Of("verify", Database);

        run.Code.ShouldBe(1);
        run.Output.ShouldContain("BAD at event 3: altered");
        run.Output.ShouldContain("house  2 events\n");
    }

    [Fact]
    public async Task Events_cut_off_at_the_end_are_missed()
    {
        Edit("DELETE FROM event WHERE sequence = 5");

        var run = await ProgramRun.Of("verify", Database, "--log", _log.Value);

        run.Code.ShouldBe(1);
        run.Output.ShouldContain("BAD at event 5: missing");
    }

    [Fact]
    public async Task An_exported_log_is_checked_without_its_server()
    {
        var run = await ProgramRun.Of("verify", _folder.PathOf("log.jsonl"));

        run.Code.ShouldBe(0);
        run.Output.ShouldContain($"{_log}  5 events\n  head {_head}\n  OK\n");
    }

    [Fact]
    public async Task An_exported_log_that_somebody_edited_is_exit_code_1()
    {
        var text = await File.ReadAllTextAsync(_folder.PathOf("log.jsonl"), Cancellation);
        var edited = _folder.Write("edited.jsonl", text.Replace("line 4", "lime 4", StringComparison.Ordinal));
        var swapped = _folder.Write("swapped.jsonl", string.Join('\n', text.TrimEnd().Split('\n').Reverse()));

        (await ProgramRun.Of("verify", edited)).Output.ShouldContain("BAD at event 4: altered");
        (await ProgramRun.Of("verify", swapped)).Output.ShouldContain("BAD at event 1: out of order");
        (await ProgramRun.Of("verify", swapped)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task A_log_belongs_to_the_name_that_was_asked_for()
    {
        var run = await ProgramRun.Of("verify", _folder.PathOf("log.jsonl"), "--log", "house");

        run.Code.ShouldBe(1);
        run.Output.ShouldContain("belongs to another log");
    }

    [Fact]
    public async Task What_cannot_be_checked_is_exit_code_2_with_the_reason()
    {
        Edit("VACUUM INTO '" + _folder.PathOf("other.db") + "'");
        using (var other = new SqliteConnection($"Data Source={_folder.PathOf("foreign.db")};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE theirs (x)";
            command.ExecuteNonQuery();
        }

        await Fails("Could not find file", "verify", _folder.PathOf("nowhere.db"));
        await Fails("it is empty", "verify", _folder.Write("empty", ""));
        await Fails("neither a database nor an exported log", "verify", _folder.Write("text", "hello"));
        await Fails("it holds no log session/x", "verify", Database, "--log", "session/x");
        await Fails("belongs to another program", "verify", _folder.PathOf("foreign.db"));
    }

    private static async Task Fails(string reason, params string[] args)
    {
        var run = await ProgramRun.Of(args);
        run.Code.ShouldBe(2);
        run.Error.ShouldContain(reason);
    }

    private static IEnumerable<NewEvent> Lines(int count) => Enumerable.Range(1, count).Select(n => new NewEvent(
        new DateTimeOffset(2017, 9, 25, 8, 0, n, TimeSpan.Zero), ParticipantId.New(), CommandId.New(),
        new CaptionLineAdded("floor", "en", FormattableString.Invariant($"line {n}"), null, null)));

    private void Edit(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
