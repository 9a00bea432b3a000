using System.Diagnostics;
using System.Globalization;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Installation;

namespace LiveSession.Benchmarks.Migration;

/// <summary>How long <c>livesession migrate</c> takes with a large archive, there and back, and how much memory.</summary>
internal static class MigrationBenchmark
{
    private const int EventsPerLog = 10_000;
    private const double MostMebibytes = 400;

    private static readonly string Program = Path.Combine(
        Repository.Root, "src", "LiveSession.Cli", "bin", Repository.Configuration, "net10.0", "livesession.dll");

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        var place = Directory.CreateTempSubdirectory("livesession-");
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        var folder = new DataFolder(Path.Combine(place.FullName, "data"));
        await FillAsync(folder, arguments.Events);

        var there = await MoveAsync(connection, folder.Path);
        var back = await MoveAsync(connection, Path.Combine(place.FullName, "back"), "--back");
        var size = new FileInfo(folder.Archive).Length;
        place.Delete(recursive: true);
        return
        [
            new("migrate", "archive", "events", arguments.Events, "events"), new("migrate", "archive", "size", size / 1048576.0, "MiB"),
            .. FiguresOf("to PostgreSQL", there), .. FiguresOf("to SQLite", back),
        ];
    }

    private static IEnumerable<Figure> FiguresOf(string subject, (TimeSpan Time, double Mebibytes) run) =>
        [new("migrate", subject, "time", run.Time.TotalSeconds, "s"), new("migrate", subject, "most memory", run.Mebibytes, "MiB", MostMebibytes)];

    private static async Task FillAsync(DataFolder folder, int events)
    {
        await using var store = new SqliteSessionLog(folder.Archive);
        var (log, at) = (LogId.House, new DateTimeOffset(2017, 9, 25, 10, 0, 0, TimeSpan.Zero));
        foreach (var some in Enumerable.Range(0, events).Chunk(EventsPerLog))
        {
            await store.AppendAsync(log, 0, [.. some.Select(number => new NewEvent(at.AddSeconds(number), ParticipantId.New(), CommandId.New(), new CaptionLineAdded(
                "floor", "en", $"Line {number}: the delegation thanks the chair for the summary and would like to come back to the second question.", null, null)))]);
            log = LogId.Of(SessionId.New());
        }
    }

    private static async Task<(TimeSpan Time, double Mebibytes)> MoveAsync(string connection, params IReadOnlyList<string> arguments)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "migrate", .. arguments])
        {
            Environment = { ["ConnectionStrings__Postgres"] = connection },
        })!;
        var most = 0.0;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(50)))
        {
            most = Math.Max(most, MostMemoryOf(process.Id));
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (Stopwatch.GetElapsedTime(begun), most)
            : throw new InvalidOperationException($"The migration ended with {process.ExitCode}.");
    }

    // VmHWM: what it held at most so far.
    private static double MostMemoryOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
    }
}
