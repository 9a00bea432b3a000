using System.Collections.Concurrent;
using System.Threading.Channels;
using LiveSession.Cli.Replay;
using LiveSession.Core.Log;
using LiveSession.Ingest.Live;
using Spectre.Console;

namespace LiveSession.Cli.Bridge;

/// <summary>
/// Makes lines and corrections of what software types. What it makes depends on the journal alone, and so do the ids: read again after the
/// bridge was killed, the same bytes make the same lines. What the software writes off the record, or while a colleague writes, is over when that
/// is: nothing typed later reaches back over it.
/// </summary>
internal sealed class BridgeLines(BridgeJournal journal, ICaptionSender sender, BridgeCorrections corrections, Terminal terminal) : IDisposable
{
    // No session has it: Core refuses what was written in it.
    private const int NoPart = -1;

    private readonly LineBuffer _buffer = new(journal.Head.Language, LineCut.LongLines, patient: true);
    private readonly ConcurrentDictionary<CommandId, long> _slots = new();
    private readonly SemaphoreSlim _turn = new(0, 1);
    private readonly Channel<BridgeStanding> _told = Channel.CreateBounded<BridgeStanding>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Lock _seen = new();
    private Dictionary<long, long> _answeredLines = [];
    private Dictionary<long, long> _answeredCorrections = [];
    private BridgeStanding? _standing;
    private LogPosition? _newest;
    private SmartEncoderReader _reader = new(EncodingOf(journal.Head));
    private long _corrections;
    private volatile bool _recalled;

    /// <summary>What bytes beyond ASCII mean in a journal.</summary>
    public static StenoEncoding EncodingOf(JournalHead head) =>
        head.Encoding is { } name ? StenoEncoding.Named(name) ?? StenoEncoding.For(head.Language) : StenoEncoding.For(head.Language);

    /// <summary>Reads again what the journal holds, and sends what was not answered.</summary>
    public async Task RecallAsync(CancellationToken stop)
    {
        var answers = journal.Records.Where(record => record.Kind is JournalKind.Line or JournalKind.Correction).ToLookup(record => record.Kind, record => record.Answer);
        _answeredLines = answers[JournalKind.Line].GroupBy(answer => answer.Index).ToDictionary(line => line.Key, line => line.Last().Number);
        _answeredCorrections = answers[JournalKind.Correction].GroupBy(answer => answer.Index).ToDictionary(correction => correction.Key, correction => correction.Last().Number);
        foreach (var record in journal.Records)
        {
            await StepAsync(record.Kind, record.Content, stop);
        }

        (_answeredLines, _answeredCorrections) = ([], []);
        Draft();

        // Where it was stopped before this, nobody gets a turn: what is made of half a journal would have the ids of other lines.
        _recalled = true;
        _turn.Release();
    }

    /// <summary>The session's state was seen; one that is older than another is passed over.</summary>
    public void See(SessionView session, ParticipantId me)
    {
        lock (_seen)
        {
            if (_newest is not { } newest || session.Position is not { } position || position.Epoch != newest.Epoch || position.Sequence >= newest.Sequence)
            {
                _newest = session.Position;
                _told.Writer.TryWrite(BridgeStanding.Of(session, journal.Head.Track, me));
            }
        }
    }

    /// <summary>Lets what is seen of the session take effect also while nothing is typed.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        while (await _told.Reader.WaitToReadAsync(stop))
        {
            (await TurnAsync(stop)).Dispose();
        }
    }

    /// <summary>Software connected: the line before goes on, the characters and commands begin anew.</summary>
    public Task ConnectAsync(CancellationToken stop) => KeepAsync(JournalKind.Connected, ReadOnlyMemory<byte>.Empty, stop);

    /// <summary>Software typed.</summary>
    public async Task TypeAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await KeepAsync(JournalKind.Typed, bytes, stop);
        Draft();
    }

    /// <summary>Whether what was taken back is kept until it is written again.</summary>
    public bool Holds => _buffer.Holds;

    /// <summary>The software rests: what it took back, it took back.</summary>
    public async Task SettleAsync(CancellationToken stop)
    {
        await KeepAsync(JournalKind.Settled, ReadOnlyMemory<byte>.Empty, stop);
        Draft();
    }

    /// <summary>Finishes the line that is begun; nothing that is seen of the session takes effect after that.</summary>
    public async Task FinishAsync(CancellationToken stop)
    {
        _told.Writer.TryComplete();
        if (_recalled)
        {
            await KeepAsync(JournalKind.Finished, ReadOnlyMemory<byte>.Empty, stop);
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The server answered to a line or a correction.</summary>
    public void Answered(CommandId command, CommandResult result)
    {
        if (_slots.TryRemove(command, out var slot))
        {
            journal.Answered(JournalKind.Line, slot, result.Position?.Sequence ?? 0);
            corrections.Recorded(command, result.Position?.Sequence ?? 0);
        }
        else
        {
            corrections.Take(command, result);
        }

        if (result.Rejection is { } refusal)
        {
            terminal.Messages.MarkupLineInterpolated($"[red]Not recorded:[/] {refusal.Message}");
        }
    }

    private async Task KeepAsync(JournalKind kind, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        using var turn = await TurnAsync(stop);
        journal.Append(kind, content.Span);
        await StepAsync(kind, content, stop);
    }

    // One thing at a time, and the session's state before what is typed in it.
    private async Task<IDisposable> TurnAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        var turn = new Turn(_turn);
        try
        {
            if (_told.Reader.TryRead(out var standing) && standing != _standing)
            {
                var content = standing.ToBytes();
                journal.Append(JournalKind.Standing, content);
                await StepAsync(JournalKind.Standing, content, stop);
            }

            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private async Task StepAsync(JournalKind kind, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        switch (kind)
        {
            case JournalKind.Connected:
                _reader = new SmartEncoderReader(EncodingOf(journal.Head));
                break;
            case JournalKind.Typed:
                await SendAsync(_buffer.Apply(_reader.Read(content.Span)), stop);
                break;
            case JournalKind.Finished:
                await SendAsync(_buffer.Finish(), stop);
                break;
            case JournalKind.Settled:
                await SendAsync(_buffer.Settle(), stop);
                break;
            case JournalKind.Standing:
                await StandAsync(BridgeStanding.Read(content.Span), stop);
                break;
        }
    }

    // Nothing goes over from one part of the record to another. The half line that was begun on it is lost to it: this is heard when the record
    // has stopped, and a line of the part before is refused then. Who gets the pen in the middle of a line goes on with it.
    private async Task StandAsync(BridgeStanding standing, CancellationToken stop)
    {
        var before = _standing ?? standing;
        if (before.Runs && standing.RecordPart == before.RecordPart && !before.Writes && standing.Writes)
        {
            await SendAsync(_buffer.BarBefore(), stop);
        }
        else if (standing != before)
        {
            var changes = _buffer.Bar();
            if (before.Writes)
            {
                await SendAsync(changes, stop);
            }
            else if (changes.Count > 0)
            {
                Draft();
            }
        }

        _standing = standing;
    }

    private async Task SendAsync(IReadOnlyList<LineChange> changes, CancellationToken stop)
    {
        foreach (var change in changes)
        {
            var line = IdOf("line", change.Slot);
            if (change is LineChange.Corrected)
            {
                var index = _corrections++;
                if (!_answeredCorrections.TryGetValue(index, out var became))
                {
                    corrections.Correct(new Correction(line, IdOf("correction", index), index, change.Text, Part, MayBecomeLine: _standing?.Writes != false));
                }
                else if (became > 0)
                {
                    corrections.Recorded(line, became);
                }
            }
            else if (!_answeredLines.TryGetValue(change.Slot, out var number))
            {
                _slots[line] = change.Slot;
                await sender.SendAsync(new CaptionEdit(change.Text, line, journal.Head.Language, RecordPart: Part), stop);
            }
            else
            {
                corrections.Recorded(line, number);
            }
        }
    }

    // What is written while the session does not run stays out of it, also when it arrives after the opening.
    private int? Part => _standing is { Runs: false } ? NoPart : _standing?.RecordPart;

    private void Draft() => sender.Draft(new CaptionEdit(_buffer.Draft, null, _buffer.Language));

    private CommandId IdOf(string kind, long index) => new(DerivedId.From(new CommandId(journal.Head.Id), $"{kind}-{index}"));

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
