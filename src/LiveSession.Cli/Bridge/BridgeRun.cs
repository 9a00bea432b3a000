using System.Net;
using System.Net.Sockets;
using LiveSession.Cli.Doors;
using LiveSession.Cli.Replay;
using LiveSession.Ingest.Live;
using Spectre.Console;

namespace LiveSession.Cli.Bridge;

/// <summary>One bridge from the software to the session, until it is stopped.</summary>
internal sealed class BridgeRun(BridgePlan plan, Terminal terminal, TimeProvider time)
{
    private const int Window = 256;

    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(4);

    private readonly LineBuffer _buffer = new(plan.Language, LineCut.LongLines);
    private readonly Dictionary<long, CommandId> _commands = [];

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
        sender.Told = (command, result) => Tell(corrections, command, result);
        using var listener = Listen();
        terminal.Messages.MarkupLineInterpolated($"Listening at {listener.LocalEndpoint} for {meeting.Title}, session {session.Number}, channel {plan.Track}.");

        using var hangUp = new CancellationTokenSource();
        var connection = sender.RunAsync(hangUp.Token);
        var correcting = corrections.RunAsync(hangUp.Token);
        var listening = ListenAsync(listener, sender, corrections, stop);
        await Task.WhenAny(connection, listening);
        listener.Stop();
        await SendAsync(_buffer.Finish(), sender, corrections, CancellationToken.None);
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

    // One program at a time: two that type at once would type into each other's lines.
    private async Task ListenAsync(TcpListener listener, CaptionSender sender, BridgeCorrections corrections, CancellationToken stop)
    {
        while (true)
        {
            using var software = await listener.AcceptTcpClientAsync(stop);
            terminal.Messages.MarkupLineInterpolated($"{software.Client.RemoteEndPoint as IPEndPoint} writes.");
            try
            {
                await TakeAsync(software.GetStream(), sender, corrections, stop);
            }
            catch (IOException)
            {
                // The program went away; the line it began goes on when it is back.
            }
        }
    }

    private async Task TakeAsync(NetworkStream stream, CaptionSender sender, BridgeCorrections corrections, CancellationToken stop)
    {
        var (reader, block) = (new SmartEncoderReader(), new byte[4_096]);
        int count;
        while ((count = await stream.ReadAsync(block, stop)) > 0)
        {
            await SendAsync(_buffer.Apply(reader.Read(block.AsSpan(0, count))), sender, corrections, stop);
            sender.Draft(new CaptionEdit(_buffer.Draft, null, _buffer.Language));
        }
    }

    private async Task SendAsync(IReadOnlyList<LineChange> changes, CaptionSender sender, BridgeCorrections corrections, CancellationToken stop)
    {
        foreach (var change in changes)
        {
            if (change is LineChange.Finished)
            {
                var command = _commands[change.Slot] = CommandId.New();
                _commands.Remove(change.Slot - LineBuffer.Reach - 2);
                await sender.SendAsync(new CaptionEdit(change.Text, command, plan.Language), stop);
            }
            else if (_commands.TryGetValue(change.Slot, out var line))
            {
                corrections.Correct(line, change.Text);
            }
        }
    }

    private void Tell(BridgeCorrections corrections, CommandId command, CommandResult result)
    {
        if (result.Position is { } position)
        {
            corrections.Recorded(command, position.Sequence);
        }
        else if (result.Rejection is { } refusal)
        {
            terminal.Messages.MarkupLineInterpolated($"[red]Not recorded:[/] {refusal.Message}");
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
