using System.Diagnostics;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.Migration;

/// <summary>An archive moves from SQLite into PostgreSQL between two starts of a server, and whoever had a page open goes on.</summary>
public sealed class KilledMigrationTests(ITestOutputHelper output)
{
    private const long Events = 60_000;

    // What it says as it goes, and how long after: while it copies, while the database checks, and in the moment of the commit.
    private static readonly (string Said, int Milliseconds)[] Moments =
        [("Copying", 0), ("Copying", 200), ("All 60000 events are there", 0), ("All 60000 events are there", 50), ("Everything arrived", 0)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Killed_at_any_moment_it_leaves_the_database_as_it_was()
    {
        var connection = await Databases.CreateAsync();
        var place = Directory.CreateTempSubdirectory("livesession-");
        var folder = new DataFolder(place.FullName);
        await using (var store = new SqliteSessionLog(folder.Archive))
        {
            for (var log = 0; log < 12; log++)
            {
                await store.AppendAsync(Sample.Log(), 0, Sample.Lines(5_000));
            }
        }

        var begun = Stopwatch.GetTimestamp();
        foreach (var (moment, after) in Moments)
        {
            using var migration = Start(folder, connection);
            while (await migration.StandardError.ReadLineAsync().WaitAsync(Patience) is { } said && !said.StartsWith(moment, StringComparison.Ordinal))
            {
                // Not yet.
            }

            await Task.Delay(after);
            migration.Kill();
            await migration.WaitForExitAsync();
            // Whether the commit that was under way came first is for the database to say: all or nothing.
            var held = await HeldAsync(connection);
            output.WriteLine($"killed {after} ms after it said \"{moment}\": {held} events");
            held.ShouldBeOneOf([0, Events]);
            if (held == Events)
            {
                break;
            }
        }

        if (await HeldAsync(connection) == 0)
        {
            using var whole = Start(folder, connection);
            await whole.WaitForExitAsync();
            whole.ExitCode.ShouldBe(0, await whole.StandardError.ReadToEndAsync());
        }

        output.WriteLine($"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s");
        (await HeldAsync(connection)).ShouldBe(Events);
        place.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_follows_and_who_is_signed_in_goes_on_at_a_server_on_the_database_as_if_nothing_had_been()
    {
        var connection = await Databases.CreateAsync();
        await using var house = await OpenHouse.StartAsync();
        var address = house.Server.Address;
        var link = await house.OpenLinkAsync(MeetingPlan.Captioner);
        await using var captioner = new SteadfastCaptioner("floor", () => link with { Server = address }, house.Session, TimeSpan.FromMilliseconds(50));
        await using var observer = ObserverClient.Follow(() => address, house.Session);
        await observer.UntilAsync(self => self.Lines.Length >= 10, "read ten lines", Patience);
        var epoch = observer.Position!.Value.Epoch;

        (await house.Server.StopAsync(Patience)).ShouldBe(0);
        using (var migration = Start(new DataFolder(house.Server.Data), connection))
        {
            await migration.WaitForExitAsync().WaitAsync(Patience);
            migration.ExitCode.ShouldBe(0, await migration.StandardError.ReadToEndAsync());
        }

        await using var successor = await ServerProcess.StartAsync(null, $"--ConnectionStrings:Postgres={connection}");
        address = successor.Address;
        var lines = observer.Lines.Length;
        await observer.UntilAsync(self => self.Lines.Length >= lines + 10, "read on", Patience);

        // The same cookie, the same position: nobody opened a link again or was given a snapshot.
        observer.Position!.Value.Epoch.ShouldBe(epoch);
        observer.Faults.ShouldBeEmpty();
        await captioner.FinishAsync(Patience);
        await observer.UntilAsync(self => self.Lines.Length >= captioner.Lines.Length, "read everything", Patience);
        observer.Lines.Select(line => line.Text).ShouldBe(captioner.Lines.Select(line => line.Text));
    }

    private static Process Start(DataFolder folder, string connection) => Process.Start(new ProcessStartInfo("dotnet", [Programs.CommandLine, "migrate", folder.Path])
    {
        Environment = { ["ConnectionStrings__Postgres"] = connection },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task<long> HeldAsync(string connection)
    {
        if (await PostgresServer.ExecuteAsync(connection, "SELECT to_regclass('livesession.event') IS NULL") is true)
        {
            return 0; // Not even the tables are there.
        }

        await using var store = new PostgresSessionLog(connection);
        var held = 0L;
        foreach (var log in await store.ListAsync())
        {
            var found = await LogVerifier.VerifyAsync(log, store.ReadStoredAsync(log), await store.FindHeadAsync(log));
            found.Fault.ShouldBeNull();
            held += found.Count;
        }

        // Nor is there anything that no log knows of.
        (await PostgresServer.ExecuteAsync(connection, "SELECT count(*) FROM livesession.event")).ShouldBe(held);

        return held;
    }
}
