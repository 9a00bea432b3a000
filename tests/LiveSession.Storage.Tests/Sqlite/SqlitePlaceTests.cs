using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Storage.Tests.Sqlite;

/// <summary>A file put back from an older backup, in its place or elsewhere.</summary>
public sealed class SqlitePlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Sample.Ten);
    private readonly LogId _log = Sample.Log();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Archive => _folder.File("livesession.db");

    private string Backup => _folder.File("backup.db");

    [Fact]
    public async Task The_file_that_was_used_here_goes_on_in_its_epoch_however_the_server_ended()
    {
        var store = await StartAsync();
        var epoch = await AppendAsync(store, 3);
        await store.DisposeAsync();

        var second = await StartAsync(); // Never disposed of before the next, as after a kill.
        (await AppendAsync(second, 3)).ShouldBe(epoch);
        await using var third = await StartAsync();

        (await AppendAsync(third, 1)).ShouldBe(epoch);
        await second.DisposeAsync();
    }

    [Fact]
    public async Task A_backup_in_another_folder_goes_on_in_another_epoch()
    {
        Guid epoch;
        await using (var store = await StartAsync())
        {
            epoch = await AppendAsync(store, 3);
            SqliteFile.Execute(Archive, $"VACUUM INTO '{Backup}'");
        }

        await using (var restored = await StartAsync(Backup))
        {
            (await AppendAsync(restored, 1)).ShouldNotBe(epoch);
            await VerifyAsync(restored);
            epoch = (await restored.FindHeadAsync(_log, Cancellation))!.Position.Epoch;
        }

        await using var again = await StartAsync(Backup);
        (await AppendAsync(again, 1)).ShouldBe(epoch);
    }

    [Fact]
    public async Task An_older_backup_in_the_place_of_the_file_goes_on_in_another_epoch()
    {
        Guid epoch;
        await using (var store = await StartAsync())
        {
            epoch = await AppendAsync(store, 3);
            SqliteFile.Execute(Archive, $"VACUUM INTO '{Backup}'");
            await AppendAsync(store, 1);
        }

        File.Copy(Backup, Archive, overwrite: true);

        await using var restored = await StartAsync();
        (await AppendAsync(restored, 1)).ShouldNotBe(epoch);
        await VerifyAsync(restored);
    }

    [Fact]
    public async Task After_a_power_cut_a_backup_of_the_same_run_is_known_for_older()
    {
        await using var store = await StartAsync();
        var epoch = await AppendAsync(store, 3);
        SqliteFile.Execute(Archive, $"VACUUM INTO '{Backup}'");
        await AppendAsync(store, 1);
        _time.Advance(TimeSpan.FromMinutes(2));
        await AppendAsync(store, 1);
        // What a killed server leaves behind.
        File.Copy(Archive + ".place", Backup + ".place");

        await using var restored = await StartAsync(Backup);

        (await AppendAsync(restored, 1)).ShouldNotBe(epoch);
    }

    [Fact]
    public async Task A_file_that_is_only_looked_at_stays_as_it_is()
    {
        await using (var store = await StartAsync())
        {
            await AppendAsync(store, 3);
            SqliteFile.Execute(Archive, $"VACUUM INTO '{Backup}'");
        }

        await using (var looking = new SqliteSessionLog(Backup))
        {
            (await looking.FindHeadAsync(_log, Cancellation))!.Position.Sequence.ShouldBe(3);
        }

        File.Exists(Backup + ".place").ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private async Task<SqliteSessionLog> StartAsync(string? path = null)
    {
        var store = new SqliteSessionLog(new SqliteDatabase(new SqliteOptions { Path = path ?? Archive }), new LogMetrics(), NullLogger.Instance, _time);
        await store.StartAsync(Cancellation);
        return store;
    }

    private async Task<Guid> AppendAsync(SqliteSessionLog store, int lines) =>
        (await store.AppendAsync(_log, null, Sample.Lines(lines), Cancellation))[^1].Position.Epoch;

    private async Task VerifyAsync(SqliteSessionLog store) => (await LogVerifier.VerifyAsync(
        _log, store.ReadStoredAsync(_log, Cancellation), await store.FindHeadAsync(_log, Cancellation), Cancellation)).Fault.ShouldBeNull();
}
