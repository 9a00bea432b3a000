using System.Collections.Concurrent;
using System.Threading.Channels;
using LiveSession.Cli.Replay;

namespace LiveSession.Cli.Bridge;

/// <summary>
/// Corrects lines in order and each once, as soon as it is known where they stand. A line that was refused, and says something else now, is
/// written as one of its own: it was lost otherwise. Not so where it was set right while nothing might come into the record.
/// </summary>
internal sealed class BridgeCorrections(ICaptionSender sender, string language)
{
    private readonly Channel<Correction> _wanted = Channel.CreateUnbounded<Correction>();
    private readonly ConcurrentDictionary<CommandId, TaskCompletionSource<long>> _numbers = new();
    private readonly ConcurrentDictionary<CommandId, Correction> _sent = new();
    private int _open;

    /// <summary>Called with the index of each correction that was answered, and the number of the line it became; 0 where it became none.</summary>
    public Action<long, long>? Told { get; set; }

    /// <summary>How many corrections are without an answer.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>A line stands in the record; or, as number 0, was refused and has nothing to correct.</summary>
    public void Recorded(CommandId line, long number)
    {
        var known = NumberOf(line);
        if (!known.TrySetResult(number) && number > 0)
        {
            var other = new TaskCompletionSource<long>();
            other.SetResult(number);
            _numbers[line] = other;
        }
    }

    /// <summary>A line is to say something else.</summary>
    /// <param name="correction">What.</param>
    public void Correct(Correction correction)
    {
        Interlocked.Increment(ref _open);
        _wanted.Writer.TryWrite(correction);
    }

    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var wanted in _wanted.Reader.ReadAllAsync(stop))
        {
            var number = await NumberOf(wanted.Line).Task.WaitAsync(stop);
            if (number == 0 && (wanted.Text.Length == 0 || !wanted.MayBecomeLine))
            {
                Answered(wanted, 0);
                continue;
            }

            if (number == 0)
            {
                // What corrects it next waits for where it comes to stand.
                _numbers[wanted.Line] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _sent[wanted.Command] = wanted with { BecomesLine = number == 0 };
            await sender.SendAsync(
                new CaptionEdit(wanted.Text, wanted.Command, language, Corrects: number > 0 ? number : null, RecordPart: wanted.RecordPart), stop);
        }
    }

    /// <summary>The server answered to a correction; not so for another command.</summary>
    public bool Take(CommandId command, CommandResult result)
    {
        if (!_sent.TryRemove(command, out var correction))
        {
            return false;
        }

        var number = correction.BecomesLine ? result.Position?.Sequence ?? 0 : 0;
        if (correction.BecomesLine)
        {
            Recorded(correction.Line, number);
        }

        Answered(correction, number);
        return true;
    }

    /// <summary>No correction will be added: waits a while for those there are.</summary>
    public async Task DrainAsync(TimeSpan limit, TimeProvider time)
    {
        _wanted.Writer.TryComplete();
        for (var begun = time.GetTimestamp(); Open > 0 && time.GetElapsedTime(begun) < limit;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
        }
    }

    private void Answered(Correction correction, long number)
    {
        Told?.Invoke(correction.Index, number);
        Interlocked.Decrement(ref _open);
    }

    private TaskCompletionSource<long> NumberOf(CommandId line) =>
        _numbers.GetOrAdd(line, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>Words that take the place of a line's.</summary>
/// <param name="Line">The line's id.</param>
/// <param name="Command">The correction's own.</param>
/// <param name="Index">Its place among corrections.</param>
/// <param name="Text">The new words.</param>
/// <param name="RecordPart">The part of the session they were typed in; null where it is not known.</param>
/// <param name="MayBecomeLine">Whether they may be a line of their own: not where they were typed off the record or without the pen.</param>
/// <param name="BecomesLine">Whether the line was refused, so that these words are one of their own.</param>
internal sealed record Correction(CommandId Line, CommandId Command, long Index, string Text, int? RecordPart, bool MayBecomeLine, bool BecomesLine = false);
