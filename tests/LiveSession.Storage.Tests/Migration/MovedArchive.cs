using System.Text;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;

namespace LiveSession.Storage.Tests.Migration;

/// <summary>A data folder with an archive that is to be moved: some logs, one of them put back from a backup in its past and one with redacted words, and a key.</summary>
internal sealed class MovedArchive : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("livesession-");

    private MovedArchive() => Folder = new DataFolder(_folder.FullName);

    public DataFolder Folder { get; }

    public LogId Log { get; } = Sample.Log();

    public LogId Restored { get; } = Sample.Log();

    public static string Key => """<key id="a1" version="1"><descriptor>naïve “words” &amp; signs</descriptor></key>""";

    public static async Task<MovedArchive> FoundAsync(int events = 5)
    {
        var archive = new MovedArchive();
        await using var store = new SqliteSessionLog(archive.Folder.Archive);
        await store.AppendAsync(LogId.House, 0, Sample.Lines(2));
        foreach (var lines in Sample.Lines(events).Chunk(5_000))
        {
            await store.AppendAsync(archive.Log, null, lines);
        }

        await store.AppendAsync(archive.Restored, 0, Sample.Lines(2));
        var head = (await store.FindHeadAsync(archive.Restored))!;
        await store.AppendAsync(archive.Restored, 2, [LogRestored.After(head, Sample.Ten), Sample.Line("after “that”, 会议")]);
        var redacted = Sample.Log();
        await store.AppendAsync(redacted, 0, [Sample.Line("Call Ana.")]);
        await store.AppendAsync(redacted, 1, [Sample.Of(SessionLogContract.RedactionOf(await store.ReadStoredAsync(redacted).FirstAsync()))]);
        Directory.CreateDirectory(archive.Folder.Keys);
        await File.WriteAllTextAsync(Path.Combine(archive.Folder.Keys, "key-a1.xml"), $"""<?xml version="1.0" encoding="utf-8"?>{'\n'}{Key}""");
        return archive;
    }

    /// <summary>Everything that is in a store, in order: each log with its end, each event with its bytes and hash.</summary>
    public static async Task<List<string>> ContentsOfAsync(ISessionLog store)
    {
        var contents = new List<string>();
        foreach (var log in await store.ListAsync())
        {
            contents.Add($"{log} {await store.FindHeadAsync(log)}");
            await foreach (var stored in store.ReadStoredAsync(log))
            {
                contents.Add($"{Encoding.UTF8.GetString(stored.Canonical.Span)} {stored.Hash}");
            }
        }

        return contents;
    }

    public async Task<List<string>> ContentsAsync()
    {
        await using var store = new SqliteSessionLog(Folder.Archive);
        return await ContentsOfAsync(store);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
