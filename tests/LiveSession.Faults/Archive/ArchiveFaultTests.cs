using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;
using Microsoft.Data.Sqlite;

namespace LiveSession.Faults.Archive;

public sealed class ArchiveFaultTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_database_locked_by_another_program_is_named_to_the_captioner_and_the_session_goes_on_when_it_is_free()
    {
        await using var house = await OpenHouse.StartAsync("--Storage:Sqlite:BusyTimeout=00:00:00.2");
        await using var observer = ObserverClient.Follow(house.Server.Address, house.Session);
        await using var captioner = await house.CaptionerAsync();
        (await captioner.SendAsync("Before.").WaitAsync(Limit)).Result.Accepted.ShouldBeTrue();

        var command = CommandId.New();
        using (var other = Open(house.Archive))
        {
            Execute(other, "BEGIN IMMEDIATE");
            var refused = await captioner.SendAsync("While it is locked.", command).WaitAsync(Limit);
            refused.Result.Rejection.ShouldBe(Rejections.ArchiveUnavailable("the database is locked by another program"));

            // Who reads is not affected, and neither is who comes now.
            await using var late = ObserverClient.Follow(house.Server.Address, house.Session);
            await late.UntilAsync(self => self.Lines.Length == 1, "read the line", Limit);
            Execute(other, "ROLLBACK");
        }

        var again = await captioner.SendAsync("While it is locked.", command).WaitAsync(Limit);
        again.Result.Accepted.ShouldBeTrue();
        await observer.ReachesAsync(again.Result.Position!.Value.Sequence, Limit);
        observer.Lines.Select(line => line.Text).ShouldBe(["Before.", "While it is locked."]);
        ArchivedLines.Read(house.Archive, house.Session).Select(line => line.Text).ShouldBe(["Before.", "While it is locked."]);
    }

    [Fact]
    public async Task A_full_disk_is_named_to_the_captioner_loses_nothing_and_the_session_goes_on_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 4);
        SeededMeeting meeting = null!;
        await using (var server = await ServerProcess.StartAsync(
            async _ => meeting = await OpenHouse.SeedAsync(disk.Folder, new MeetingPlan()), $"--Storage:Sqlite:Path={disk.FileIn("livesession.db")}"))
        {
            await using var observer = ObserverClient.Follow(server.Address, meeting.Session());
            await using var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(server.Address, meeting.CaptionerLink), meeting.Session());
            (await captioner.SendAsync("Before.").WaitAsync(Limit)).Result.Accepted.ShouldBeTrue();

            await disk.FillAsync();
            var refused = await UntilRefusedAsync(captioner);
            refused.Result.Rejection.ShouldBe(Rejections.ArchiveUnavailable("the disk is full"));
            using var ready = await server.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            ((int)ready.StatusCode).ShouldBe(503);

            disk.MakeRoom();
            var last = await captioner.SendAsync("After.").WaitAsync(Limit);
            last.Result.Accepted.ShouldBeTrue(last.Result.Rejection?.Message);
            await observer.ReachesAsync(last.Result.Position!.Value.Sequence, Limit);
            var recorded = captioner.Sent.Where(line => line.Acknowledged).Select(line => line.Text).ToArray();
            observer.Lines.Select(line => line.Text).ShouldBe(recorded);
            ArchivedLines.Read(disk.FileIn("livesession.db"), meeting.Session()).Select(line => line.Text).ShouldBe(recorded);
            (await server.StopAsync(Limit)).ShouldBe(0);
        }

        var verdict = await ProgramRun.RunAsync(Programs.CommandLine, Limit, "verify", disk.FileIn("livesession.db"));
        verdict.ExitCode.ShouldBe(0, verdict.Out + verdict.Error);
    }

    [Fact]
    public async Task An_archive_that_becomes_read_only_is_named_to_the_captioner_and_the_session_goes_on_when_it_may_be_written()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 8);
        SeededMeeting meeting = null!;
        await using var server = await ServerProcess.StartAsync(
            async _ => meeting = await OpenHouse.SeedAsync(disk.Folder, new MeetingPlan()),
            $"--Storage:Sqlite:Path={disk.FileIn("livesession.db")}", "--Storage:Sqlite:BusyTimeout=00:00:00.2");
        await using var observer = ObserverClient.Follow(server.Address, meeting.Session());
        await using var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(server.Address, meeting.CaptionerLink), meeting.Session());
        (await captioner.SendAsync("Before.").WaitAsync(Limit)).Result.Accepted.ShouldBeTrue();

        var command = CommandId.New();
        using var other = Open(disk.FileIn("livesession.db"));
        Execute(other, "BEGIN IMMEDIATE");
        await using (await disk.CoverReadOnlyAsync())
        {
            // A fault makes the server open the file anew, and now it may not write to it.
            (await captioner.SendAsync("May this be written?", command).WaitAsync(Limit)).Result.Accepted.ShouldBeFalse();
            Execute(other, "ROLLBACK");

            var refused = await captioner.SendAsync("May this be written?", command).WaitAsync(Limit);
            refused.Result.Rejection.ShouldBe(Rejections.ArchiveUnavailable("the database is read-only"));
        }

        var written = await captioner.SendAsync("May this be written?", command).WaitAsync(Limit);
        written.Result.Accepted.ShouldBeTrue(written.Result.Rejection?.Message);
        await observer.ReachesAsync(written.Result.Position!.Value.Sequence, Limit);
        observer.Lines.Select(line => line.Text).ShouldBe(["Before.", "May this be written?"]);
    }

    private static async Task<CaptionReceipt> UntilRefusedAsync(CaptionerClient captioner)
    {
        for (var number = 1; ; number++)
        {
            var receipt = await captioner.SendAsync($"{number} {new string('x', 1_500)}").WaitAsync(Limit);
            if (!receipt.Result.Accepted)
            {
                return receipt;
            }

            number.ShouldBeLessThan(20_000, "The disk never fills.");
        }
    }

    private static SqliteConnection Open(string archive)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = archive, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
