using System.Collections.Concurrent;
using LiveSession.Cli.Replay;
using LiveSession.Core.Log;
using LiveSession.Ingest.Live;
using Spectre.Console;

namespace LiveSession.Cli.Bridge;

/// <summary>
/// Makes lines and corrections of what software types. What it makes depends on the journal alone, and so do the ids: read again after the
/// bridge was killed, the same bytes make the same lines.
/// </summary>
internal sealed class BridgeLines(BridgeJournal journal, CaptionSender sender, BridgeCorrections corrections, Terminal terminal)
{
    private readonly LineBuffer _buffer = new(journal.Head.Language, LineCut.LongLines);
    private readonly ConcurrentDictionary<CommandId, long> _slots = new();
    private Dictionary<long, long> _answeredLines = [];
    private HashSet<long> _answeredCorrections = [];
    private SmartEncoderReader _reader = new();
    private long _corrections;

    /// <summary>Reads again what the journal holds, and sends what was not answered.</summary>
    public async Task RecallAsync(CancellationToken stop)
    {
        var answers = journal.Records.Where(record => record.Kind is JournalKind.Line or JournalKind.Correction).ToLookup(record => record.Kind, record => record.Answer);
        _answeredLines = answers[JournalKind.Line].GroupBy(answer => answer.Index).ToDictionary(line => line.Key, line => line.Last().Number);
        _answeredCorrections = [.. answers[JournalKind.Correction].Select(answer => answer.Index)];
        foreach (var record in journal.Records)
        {
            await StepAsync(record.Kind, record.Content, stop);
        }

        (_answeredLines, _answeredCorrections) = ([], []);
        Draft();
    }

    /// <summary>Software connected: the line before goes on, the characters and commands begin anew.</summary>
    public Task ConnectAsync(CancellationToken stop) => KeepAsync(JournalKind.Connected, ReadOnlyMemory<byte>.Empty, stop);

    /// <summary>Software typed.</summary>
    public async Task TypeAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        await KeepAsync(JournalKind.Typed, bytes, stop);
        Draft();
    }

    /// <summary>Finishes the line that is begun.</summary>
    public Task FinishAsync() => KeepAsync(JournalKind.Finished, ReadOnlyMemory<byte>.Empty, CancellationToken.None);

    /// <summary>The server answered to a line.</summary>
    public void Answered(CommandId command, CommandResult result)
    {
        if (_slots.TryRemove(command, out var slot))
        {
            journal.Answered(JournalKind.Line, slot, result.Position?.Sequence ?? 0);
        }

        if (result.Position is { } position)
        {
            corrections.Recorded(command, position.Sequence);
        }
        else if (result.Rejection is { } refusal)
        {
            terminal.Messages.MarkupLineInterpolated($"[red]Not recorded:[/] {refusal.Message}");
        }
    }

    private Task KeepAsync(JournalKind kind, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        journal.Append(kind, content.Span);
        return StepAsync(kind, content, stop);
    }

    private async Task StepAsync(JournalKind kind, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        switch (kind)
        {
            case JournalKind.Connected:
                _reader = new SmartEncoderReader();
                break;
            case JournalKind.Typed:
                await SendAsync(_buffer.Apply(_reader.Read(content.Span)), stop);
                break;
            case JournalKind.Finished:
                await SendAsync(_buffer.Finish(), stop);
                break;
        }
    }

    private async Task SendAsync(IReadOnlyList<LineChange> changes, CancellationToken stop)
    {
        foreach (var change in changes)
        {
            var line = IdOf("line", change.Slot);
            if (change is LineChange.Corrected)
            {
                var index = _corrections++;
                if (!_answeredCorrections.Contains(index))
                {
                    corrections.Correct(line, IdOf("correction", index), index, change.Text);
                }
            }
            else if (!_answeredLines.TryGetValue(change.Slot, out var number))
            {
                _slots[line] = change.Slot;
                await sender.SendAsync(new CaptionEdit(change.Text, line, journal.Head.Language), stop);
            }
            else if (number > 0)
            {
                corrections.Recorded(line, number);
            }
        }
    }

    private void Draft() => sender.Draft(new CaptionEdit(_buffer.Draft, null, _buffer.Language));

    private CommandId IdOf(string kind, long index) => new(DerivedId.From(new CommandId(journal.Head.Id), $"{kind}-{index}"));
}
