using System.Globalization;
using LiveSession.Cli.Doors;
using LiveSession.Ingest.Files;
using Spectre.Console;

namespace LiveSession.Cli.Replay;

/// <summary>One replay from the file to the report.</summary>
internal sealed class ReplayRun(ReplayPlan plan, Terminal terminal, TimeProvider time)
{
    private const int Window = 16;

    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var reading = Read();
        using var captioner = await OpenAsync(plan.Link, stop, Role.Captioner, Role.Secretariat);
        using var chair = plan.ChairLink is null ? null : await OpenAsync(plan.ChairLink, stop, Role.Chair, Role.Secretariat);
        if (chair is not null && chair.Meeting != captioner.Meeting)
        {
            throw new CommandFailedException($"The two links are for different meetings: {captioner.Meeting} and {chair.Meeting}.", ExitCode.BadUsage);
        }

        var meeting = await captioner.MeetingAsync(time, stop);
        var session = SessionChoice.In(meeting, plan.Session, mayOpen: chair is not null);
        var tally = new ReplayTally(reading.Lines.Count());
        using var sender = new CaptionSender(captioner, session.Id, plan.Track, plan.Speed == 0 ? 1 : Window, tally, time);
        await using var desk = chair is null ? null : new ChairDesk(chair, meeting, session.Id, tally, time);
        var begun = time.GetTimestamp();
        if (desk is not null)
        {
            await desk.OpenAsync(stop);
        }
        else if (reading.Steps.Length > tally.Lines)
        {
            terminal.Messages.MarkupLineInterpolated($"The file holds a speaking queue as well; without --chair-link it is left out.");
        }

        string? fault = null;
        try
        {
            await ReplayProgress.ShowAsync(plan.Json ? null : terminal.Messages, tally, PlayAsync(reading, sender, desk, stop), time);
        }
        catch (CommandFailedException e)
        {
            // What was done before is reported all the same.
            fault = e.Message;
            terminal.Messages.MarkupLineInterpolated($"[red]livesession:[/] {e.Message}");
        }

        return Close(tally.Report(
            plan.File.Name, reading.Format.ToString(), $"{meeting.Slug}/{session.Number.ToString(CultureInfo.InvariantCulture)}",
            time.GetElapsedTime(begun), stop.IsCancellationRequested || fault is not null));
    }

    private CaptionFileReading Read()
    {
        try
        {
            using var file = plan.File.OpenRead();
            var reading = CaptionFile.Read(file);
            foreach (var problem in reading.Problems)
            {
                terminal.Messages.MarkupLineInterpolated($"[yellow]{plan.File.Name}, line {problem.Line}:[/] {problem.Message}");
            }

            return reading;
        }
        catch (CaptionFileException e)
        {
            throw new CommandFailedException($"{plan.File.Name}: {e.Message}", ExitCode.BadUsage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{plan.File} cannot be read: {e.Message}", ExitCode.BadUsage);
        }
    }

    private async Task<OpenedDoor> OpenAsync(InvitationLink link, CancellationToken stop, params Role[] roles)
    {
        var door = await OpenedDoor.OpenAsync(link, time, stop);
        if (roles.Contains(door.Role))
        {
            return door;
        }

        door.Dispose();
        var wanted = roles[0] is Role.Chair ? "a chair" : "a captioner";
        throw new CommandFailedException($"The link admits {Word(door.Role)}; {wanted}'s link is needed here.", ExitCode.BadUsage);
    }

    private async Task PlayAsync(CaptionFileReading reading, CaptionSender sender, ChairDesk? desk, CancellationToken stop)
    {
        // Ctrl-C stops the reading at once; the connection stays a moment longer for the last answers.
        using var hangUp = new CancellationTokenSource();
        var connection = sender.RunAsync(hangUp.Token);
        var feeding = FeedAsync(reading, sender, desk, stop);
        try
        {
            await await Task.WhenAny(feeding, connection);
            await Task.WhenAny(sender.DrainAsync(hangUp.Token), connection);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAny(sender.DrainAsync(hangUp.Token), connection, Task.Delay(LastAnswers, time, hangUp.Token));
            hangUp.CancelAfter(LastAnswers);
        }

        sender.Complete();
        try
        {
            await connection;
        }
        catch (OperationCanceledException) when (hangUp.IsCancellationRequested)
        {
            // Hung up.
        }
    }

    private async Task FeedAsync(CaptionFileReading reading, CaptionSender sender, ChairDesk? desk, CancellationToken stop)
    {
        var language = plan.Language ?? Script.LikelyLanguage(reading.Lines);
        var begun = time.GetTimestamp();
        foreach (var (step, due) in reading.Steps.Zip(ReplaySchedule.Of(reading.Steps, plan.Speed)))
        {
            if (due - time.GetElapsedTime(begun) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, stop);
            }

            stop.ThrowIfCancellationRequested();
            if (step is LineStep line)
            {
                await sender.SendAsync(new CaptionEdit(line.Text, CommandId.New(), line.Language ?? language, line.Speaker), stop);
            }
            else if (desk is not null)
            {
                // The record has captions and queue in the order of the file.
                await sender.DrainAsync(stop);
                await desk.RunAsync(step, stop);
            }
        }
    }

    private int Close(ReplayReport report)
    {
        if (plan.Json)
        {
            terminal.WriteJson(report);
        }
        else
        {
            report.WriteTo(terminal.Results);
        }

        return report.IsWhole ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Word(Role role) => role switch
    {
        Role.Observer => "an observer",
        Role.Member => "a member",
        Role.Captioner => "a captioner",
        Role.Chair => "a chair",
        _ => "the secretariat",
    };
}
