using LiveSession.Storage.Migration;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;

namespace LiveSession.Storage.Tests.Migration;

/// <summary>The way back, from a database into a data folder.</summary>
public sealed class ToFolderTests(SharedPostgres server) : IAsyncLifetime
{
    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("livesession-");
    private MovedArchive _first = null!;
    private string _source = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DataFolder Target => new(Path.Combine(_place.FullName, "data"));

    public async ValueTask InitializeAsync()
    {
        (_first, _source) = (await MovedArchive.FoundAsync(), await server.CreateDatabaseAsync());
        await ArchiveMigration.ToPostgresAsync(_first.Folder, null, _source, null, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _first.Dispose();
        _place.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task There_and_back_nothing_has_changed()
    {
        (await BackAsync()).ShouldBe(new MigrationReport(4, 13, 1));

        await using var moved = new SqliteSessionLog(Target.Archive);
        (await MovedArchive.ContentsOfAsync(moved)).ShouldBe(await _first.ContentsAsync());
        (await File.ReadAllTextAsync(Path.Combine(Target.Keys, "key-a1.xml"), Cancellation)).ShouldBe(MovedArchive.Key);
        (await moved.AppendAsync(_first.Log, 5, Sample.Lines(1), Cancellation))[0].Position.Sequence.ShouldBe(6);
        _place.EnumerateFileSystemInfos().Select(entry => entry.Name).ShouldBe(["data"]);
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_refused()
    {
        Directory.CreateDirectory(Target.Path);
        await File.WriteAllTextAsync(Path.Combine(Target.Path, "theirs"), "", Cancellation);

        (await RefusalAsync()).ShouldBe($"The folder {Target.Path} holds something already. Name one that is empty or not there.");
    }

    [Fact]
    public async Task A_database_that_a_node_uses_is_refused()
    {
        await using var node = new PostgresSessionLog(_source);
        await node.CheckAsync(Cancellation);

        (await RefusalAsync()).ShouldStartWith("A server uses the database. Stop all of them first");
    }

    [Fact]
    public async Task A_record_that_somebody_edited_is_refused_and_leaves_no_folder()
    {
        await PostgresServer.ExecuteAsync(_source, $"UPDATE livesession.event SET canonical = canonical || ' ' WHERE log = '{_first.Log}' AND sequence = 4");

        (await RefusalAsync()).ShouldStartWith($"The record is not as it was written: event 4 of {_first.Log}: altered");

        _place.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_earlier_one_left_behind_is_no_hindrance()
    {
        Directory.CreateDirectory($"{Target.Path}.migrating");
        await File.WriteAllTextAsync($"{Target.Path}.migrating/livesession.db", "half", Cancellation);

        await BackAsync();

        _place.EnumerateFileSystemInfos().Select(entry => entry.Name).ShouldBe(["data"]);
    }

    [Fact]
    public async Task A_database_without_an_archive_is_named()
    {
        var empty = await server.CreateDatabaseAsync();

        (await Should.ThrowAsync<MigrationRefusedException>(ArchiveMigration.ToFolderAsync(empty, Target, null, Cancellation))).Message
            .ShouldStartWith("There is no archive in the database test");
    }

    private Task<MigrationReport> BackAsync() => ArchiveMigration.ToFolderAsync(_source, Target, null, Cancellation);

    private async Task<string> RefusalAsync() => (await Should.ThrowAsync<MigrationRefusedException>(BackAsync())).Message;
}
