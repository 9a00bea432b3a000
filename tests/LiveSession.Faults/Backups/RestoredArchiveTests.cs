using LiveSession.Core.Log;
using LiveSession.Faults.Cluster;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;
using Npgsql;

namespace LiveSession.Faults.Backups;

/// <summary>
/// An archive is backed up while a captioner writes, and put back later, when more was recorded and readers have seen it. Both with the
/// commands of the handbook.
/// </summary>
public sealed class RestoredArchiveTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _backup = Directory.CreateTempSubdirectory("livesession-backup-");

    [Fact]
    public async Task A_file_put_back_goes_on_in_another_epoch_and_readers_are_given_what_is_left()
    {
        await using var house = await OpenHouse.StartAsync();
        var link = await house.OpenLinkAsync(MeetingPlan.Captioner);
        await using var captioner = new SteadfastCaptioner("floor", () => link, house.Session, TimeSpan.FromMilliseconds(50));
        await using var observer = ObserverClient.Follow(house.Server.Address, house.Session);
        await observer.UntilAsync(self => self.Lines.Length >= 10, "read ten lines", Patience);
        var handbook = new Handbook(
            house.Server.Data, _backup.FullName, async () => (await house.Server.StopAsync(Patience)).ShouldBe(0), house.Server.StartAsync, new Dictionary<string, string>());

        await handbook.RunAsync("sqlite3");
        var (epoch, seen) = (observer.Position!.Value.Epoch, observer.Lines.Length);
        await observer.UntilAsync(self => self.Lines.Length >= seen + 20, "read on", Patience);
        await handbook.RunAsync("/backup/damaged");

        await observer.UntilAsync(self => self.Position!.Value.Epoch != epoch, "take a snapshot", Patience);
        house.Server.Output.Text.ShouldContain("it was put back from a backup, or copied");
        (await house.Server.MetricAsync("livesession_log_restored_total")).ShouldBeGreaterThanOrEqualTo(3);
        // The same sign-in holds, and captions go on.
        var acknowledged = captioner.Acknowledged;
        await observer.UntilAsync(_ => captioner.Acknowledged >= acknowledged + 5, "see the captioner write on", Patience);
        await captioner.FinishAsync(Patience);
        await using var archive = new SqliteSessionLog(house.Archive);
        await ShouldReadAsync(observer, archive, house.Session);
    }

    [Fact]
    public async Task A_database_put_back_goes_on_in_another_epoch_and_readers_at_every_node_are_given_what_is_left()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 1, observers: 4);
        await house.StopPressingAsync();
        await house.AllWriteOnAsync(10);
        var database = new NpgsqlConnectionStringBuilder(house.Database);
        var handbook = new Handbook(
            "", _backup.FullName,
            async () => await Task.WhenAll(house.Nodes.Select(house.StopAsync)),
            async () => await Task.WhenAll(house.Nodes.Select(house.StartAgainAsync)),
            new Dictionary<string, string>
            {
                ["PGHOST"] = database.Host!,
                ["PGPORT"] = $"{database.Port}",
                ["PGUSER"] = database.Username!,
                ["PGPASSWORD"] = database.Password!,
                ["PGDATABASE"] = database.Database!,
            });

        await handbook.RunAsync("pg_dump");
        await house.AllWriteOnAsync(20);
        await house.AllReachHeadAsync();
        var epoch = house.Observers[0].Position!.Value.Epoch;
        await handbook.RunAsync("pg_restore --clean");

        await Task.WhenAll(house.Observers.Select(observer => observer.UntilAsync(self => self.Position!.Value.Epoch != epoch, "take a snapshot", Patience)));
        house.Nodes.Count(node => node.Output.Text.Contains("it was put back from a backup, copied, or taken over by a standby", StringComparison.Ordinal)).ShouldBe(1);
        await house.AllWriteOnAsync(5);
        await Task.WhenAll(house.Captioners.Select(captioner => captioner.FinishAsync(Patience)));
        await using var archive = new PostgresSessionLog(house.Database);
        foreach (var observer in house.Observers)
        {
            await ShouldReadAsync(observer, archive, house.Session);
        }
    }

    public void Dispose() => _backup.Delete(recursive: true);

    private static async Task ShouldReadAsync(ObserverClient observer, ISessionLog archive, SessionId session)
    {
        var head = (await archive.FindHeadAsync(LogId.Of(session)))!;
        await observer.ReachesAsync(head.Position.Sequence, Patience);
        observer.Position.ShouldBe(head.Position);
        observer.Faults.ShouldBeEmpty();
        var lines = await archive.ReadAsync(LogId.Of(session)).Select(happened => happened.Event).OfType<Core.Captions.CaptionLineAdded>().Select(line => line.Text).ToListAsync();
        observer.Lines.Select(line => line.Text).TakeLast(20).ShouldBe(lines.TakeLast(20));
        observer.Lines.Length.ShouldBeLessThanOrEqualTo(lines.Count);
    }
}
