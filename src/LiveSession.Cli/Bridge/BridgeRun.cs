using System.Net;
using System.Net.Sockets;
using System.Text;
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
        var corrections = new BridgeCorrections(sender, plan.Language);
        using var journal = Journal(session.Id);
        using var lines = new BridgeLines(journal, sender, corrections, terminal);
        var seated = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sender.Told = lines.Answered;
        sender.Seen = (view, me) =>
        {
            lines.See(view, me);
            seated.TrySetResult();
        };
        corrections.Told = (index, number) => journal.Answered(JournalKind.Correction, index, number);
        using var listener = Listen();
        terminal.Messages.MarkupLineInterpolated($"Listening at {listener.LocalEndpoint} for {meeting.Title}, session {session.Number}, channel {plan.Track}.");

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var hangUp = new CancellationTokenSource();
        var connection = sender.RunAsync(hangUp.Token);
        var correcting = corrections.RunAsync(hangUp.Token);
        var following = lines.FollowAsync(hangUp.Token);
        var listening = ListenAsync(listener, lines, BridgeLines.EncodingOf(journal.Head), seated.Task, ending.Token);
        await Task.WhenAny(connection, listening, following);
        await ending.CancelAsync();
        listener.Stop();
        var fault = await FaultOfAsync(listening) ?? await FaultOfAsync(FinishAsync(lines));
        await Task.WhenAny(sender.DrainAsync(hangUp.Token), connection, Task.Delay(LastAnswers, time, CancellationToken.None));
        await corrections.DrainAsync(LastAnswers, time);
        sender.Complete();
        hangUp.CancelAfter(LastAnswers);
        await EndAsync(connection, correcting, following, hangUp.Token);
        var (sent, acknowledged, refused, reconnects) = tally.Now();
        terminal.Messages.MarkupLineInterpolated($"{acknowledged} of {sent} lines recorded, {refused} refused, {reconnects} reconnects.");
        if (corrections.Open is > 0 and var open)
        {
            terminal.Messages.MarkupLineInterpolated($"{open} corrections without an answer.");
        }

        return fault is not null ? throw fault
            : acknowledged == sent && corrections.Open == 0 ? ExitCode.Done
            : ExitCode.Failed;
    }

    /// <summary>
    /// Has the system ask whether the program is still there: one whose machine went off without a word is noticed in 20 seconds, and when it
    /// comes again it is heard from its first key, which waits until then.
    /// </summary>
    internal static void Watch(Socket software)
    {
        software.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        software.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 5);
        software.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        software.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
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
        var head = new JournalHead(Guid.CreateVersion7(), session, plan.Track, plan.Language, plan.Encoding);
        return plan.Journal is { } path ? BridgeJournal.Open(path, head) : BridgeJournal.None(head);
    }

    // One program at a time: two that type at once would type into each other's lines.
    private async Task ListenAsync(TcpListener listener, BridgeLines lines, StenoEncoding encoding, Task seated, CancellationToken stop)
    {
        await lines.RecallAsync(stop);

        // What is typed belongs to a part of the session: which one has to be known first. The software's connection waits until then.
        await seated.WaitAsync(stop);
        while (true)
        {
            using var software = await listener.AcceptTcpClientAsync(stop);
            Watch(software.Client);
            terminal.Messages.MarkupLineInterpolated($"{software.Client.RemoteEndPoint as IPEndPoint} writes.");
            await lines.ConnectAsync(stop);
            try
            {
                await TakeAsync(software.GetStream(), lines, encoding, stop);
            }
            finally
            {
                if (lines.Holds)
                {
                    await lines.SettleAsync(stop);
                }
            }
        }
    }

    // Sending waits while too much is without an answer, and the server may be away: with a journal it is sent the next time.
    private async Task FinishAsync(BridgeLines lines)
    {
        using var limit = new CancellationTokenSource(LastAnswers, time);
        try
        {
            await lines.FinishAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // What was begun is not sent.
        }
    }

    // What went wrong with the bridge itself; that it was stopped, or stopped listening, did not.
    private static async Task<CommandFailedException?> FaultOfAsync(Task ended)
    {
        try
        {
            await ended;
        }
        catch (CommandFailedException fault)
        {
            return fault;
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }

        return null;
    }

    // What the software takes back key by key is sent once it has written it again, or rests; whoever goes on for longer writes new words.
    private async Task TakeAsync(NetworkStream stream, BridgeLines lines, StenoEncoding encoding, CancellationToken stop)
    {
        var (block, opening, ahead) = (new byte[4_096], new StenoOpening(), new SmartEncoderReader(encoding));
        long? held = null;
        while (true)
        {
            var reading = stream.ReadAsync(block, stop).AsTask();
            held = lines.Holds ? held ?? time.GetTimestamp() : null;
            if (held is { } since && (time.GetElapsedTime(since) > LineBuffer.MostHeld || await Task.WhenAny(reading, Task.Delay(LineBuffer.Rest, time, stop)) != reading))
            {
                await lines.SettleAsync(stop);
            }

            var count = await CountOfAsync(reading);
            var bytes = count > 0 ? opening.Read(block.AsSpan(0, count)) : opening.Rest();
            ahead.Read(bytes);
            if ((opening.Other ?? (ahead.IsPassThru ? "PassThru" : null)) is { } other)
            {
                await TurnAwayAsync(stream, Rejections.NotStenography(other), stop);
                return;
            }

            if (bytes.Length > 0)
            {
                await lines.TypeAsync(bytes, stop);
            }

            if (count == 0)
            {
                return;
            }
        }
    }

    // A program that went away has ended as well as one that hung up: the line it began goes on when it is back.
    private static async Task<int> CountOfAsync(Task<int> reading)
    {
        try
        {
            return await reading;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // Web pages can write to this machine too: what they send is nobody's words.
    private async Task TurnAwayAsync(NetworkStream stream, Rejection refusal, CancellationToken stop)
    {
        terminal.Messages.MarkupLineInterpolated($"[red]Turned away:[/] {refusal.Message}");
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(refusal.Message + "\r\n"), stop);
            stream.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Gone already.
        }
    }

    private static async Task EndAsync(Task connection, Task correcting, Task following, CancellationToken hangUp)
    {
        try
        {
            await connection;
            await correcting;
            await following;
        }
        catch (OperationCanceledException) when (hangUp.IsCancellationRequested)
        {
            // Hung up.
        }
    }
}
