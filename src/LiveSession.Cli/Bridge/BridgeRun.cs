using System.Net;
using System.Net.Sockets;
using LiveSession.Cli.Doors;
using LiveSession.Cli.Replay;
using Spectre.Console;

namespace LiveSession.Cli.Bridge;

/// <summary>One bridge from the software to the session, until it is stopped.</summary>
internal sealed class BridgeRun(BridgePlan plan, Terminal terminal, TimeProvider time)
{
    private const int Window = 256;

    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(4);

    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var door = await OpenedDoor.OpenAsync(plan.Link, time, stop);
        if (door.Role is not Role.Captioner)
        {
            throw new CommandFailedException("The link does not admit a captioner; a captioner's link is needed here.", ExitCode.BadUsage);
        }

        var meeting = await door.MeetingAsync(time, stop);
        var session = SessionChoice.In(meeting, plan.Session, mayOpen: false);
        var tally = new ReplayTally(0);
        using var sender = new CaptionSender(door, session.Id, plan.Track, Window, tally, time);
        await using var corrections = new BridgeCorrections(door, session.Id, time);
        using var journal = Journal(session.Id);
        var lines = new BridgeLines(journal, sender, corrections, terminal);
        sender.Told = lines.Answered;
        corrections.Told = index => journal.Answered(JournalKind.Correction, index, 0);
        using var listener = Listen();
        terminal.Messages.MarkupLineInterpolated($"Listening at {listener.LocalEndpoint} for {meeting.Title}, session {session.Number}, channel {plan.Track}.");

        using var hangUp = new CancellationTokenSource();
        var connection = sender.RunAsync(hangUp.Token);
        var correcting = corrections.RunAsync(hangUp.Token);
        var listening = ListenAsync(listener, lines, stop);
        await Task.WhenAny(connection, listening);
        listener.Stop();
        await lines.FinishAsync();
        await Task.WhenAny(sender.DrainAsync(hangUp.Token), connection, Task.Delay(LastAnswers, time, CancellationToken.None));
        await corrections.DrainAsync(LastAnswers);
        sender.Complete();
        hangUp.CancelAfter(LastAnswers);
        await EndAsync(connection, correcting, hangUp.Token);
        var (sent, acknowledged, refused, reconnects) = tally.Now();
        terminal.Messages.MarkupLineInterpolated($"{acknowledged} of {sent} lines recorded, {refused} refused, {reconnects} reconnects.");
        return acknowledged == sent ? ExitCode.Done : ExitCode.Failed;
    }

    private TcpListener Listen()
    {
        var listener = new TcpListener(plan.Listen);
        try
        {
            listener.Start(1);
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new CommandFailedException($"{plan.Listen} cannot be listened at: {e.Message}");
        }
    }

    private BridgeJournal Journal(SessionId session)
    {
        var head = new JournalHead(Guid.CreateVersion7(), session, plan.Track, plan.Language);
        return plan.Journal is { } path ? BridgeJournal.Open(path, head) : BridgeJournal.None(head);
    }

    // One program at a time: two that type at once would type into each other's lines.
    private async Task ListenAsync(TcpListener listener, BridgeLines lines, CancellationToken stop)
    {
        await lines.RecallAsync(stop);
        while (true)
        {
            using var software = await listener.AcceptTcpClientAsync(stop);
            terminal.Messages.MarkupLineInterpolated($"{software.Client.RemoteEndPoint as IPEndPoint} writes.");
            await lines.ConnectAsync(stop);
            try
            {
                await TakeAsync(software.GetStream(), lines, stop);
            }
            catch (IOException)
            {
                // The program went away; the line it began goes on when it is back.
            }
        }
    }

    private static async Task TakeAsync(NetworkStream stream, BridgeLines lines, CancellationToken stop)
    {
        var block = new byte[4_096];
        int count;
        while ((count = await stream.ReadAsync(block, stop)) > 0)
        {
            await lines.TypeAsync(block.AsMemory(0, count), stop);
        }
    }

    private static async Task EndAsync(Task connection, Task correcting, CancellationToken hangUp)
    {
        try
        {
            await connection;
            await correcting;
        }
        catch (OperationCanceledException) when (hangUp.IsCancellationRequested)
        {
            // Hung up.
        }
    }
}
