using System.Text;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;

namespace LiveSession.Storage.Tests.Sqlite;

public sealed class SqliteSessionLogTests : SessionLogContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<ISessionLog> OpenAsync() =>
        Task.FromResult<ISessionLog>(new SqliteSessionLog(_folder.File("logs.db")));

    [Fact]
    public async Task Redacted_words_are_in_no_file_any_more()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await Store.AppendAsync(Log, 0, [Sample.Line("Call Ana."), .. Sample.Lines(50)], cancellation);
        FilesHold("Call Ana.").ShouldBeTrue();
        var line = (await ReadStoredAsync(Log))[0];

        await Store.AppendAsync(Log, null, [Sample.Of(RedactionOf(line))], cancellation);

        FilesHold("Call Ana.").ShouldBeFalse();
        FilesHold("Call \u2588\u2588\u2588.").ShouldBeTrue();
        FilesHold(StoredWords.In(line.Canonical.Span)!.Salt!).ShouldBeFalse();
    }

    [Fact]
    public async Task What_an_older_program_left_behind_in_the_file_is_taken_out_at_the_first_start()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var file = Path.Combine(Path.GetDirectoryName(_folder.File("logs.db"))!, "older.db");
        await using (var older = new SqliteSessionLog(file))
        {
            await older.AppendAsync(Log, 0, Sample.Lines(50), cancellation);
        }

        SqliteFile.Execute(
            file,
            "PRAGMA secure_delete = OFF; PRAGMA user_version = 2; CREATE TABLE moved (text TEXT); INSERT INTO moved VALUES ('Call Ana.'); "
            + "DELETE FROM moved; DROP TABLE moved; PRAGMA wal_checkpoint(TRUNCATE)");
        FilesHold("Call Ana.").ShouldBeTrue();

        await using var store = new SqliteSessionLog(file);
        await store.AppendAsync(Log, 50, [Sample.Line("Thank you.")], cancellation);

        FilesHold("Call Ana.").ShouldBeFalse();
        (await store.ReadAsync(Log, 0, cancellation).CountAsync(cancellation)).ShouldBe(51);
    }

    // Beside the database is its write-ahead log.
    private bool FilesHold(string words) => Directory.GetFiles(Path.GetDirectoryName(_folder.File("logs.db"))!)
        .Any(file => ReadShared(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0);

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    protected override Task CleanAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
