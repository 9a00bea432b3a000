using System.Collections.Immutable;

namespace LiveSession.Testing.Observers;

/// <summary>
/// What one observer has in front of them: the lines so far and the position they belong to. Knows the rules of the session hub:
/// what was seen already is dropped, a gap is not papered over.
/// </summary>
public sealed class ObserverText
{
    private readonly List<CaptionLineView> _lines = [];

    /// <summary>Where the text stands in the session's log; null before the first answer.</summary>
    public LogPosition? Position { get; private set; }

    /// <summary>The lines, in the order they came.</summary>
    public ImmutableArray<CaptionLineView> Lines => [.. _lines];

    /// <summary>What the server sent against its own contract, in words; empty when all is well.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Takes the answer to a join.</summary>
    /// <returns>False when the text is not whole and has to be asked for again.</returns>
    public bool Take(JoinResult answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Missed is { } missed)
        {
            return Take(missed) && Position == answer.Position;
        }

        _lines.Clear();
        foreach (var line in answer.Lines)
        {
            Add(line);
        }

        Position = answer.Position;
        return true;
    }

    /// <summary>Takes news.</summary>
    /// <returns>False when something before it is missing.</returns>
    public bool Take(SessionNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        var seen = Position?.Sequence ?? 0;
        if (news.After > seen || (Position is { } position && position.Epoch != news.Epoch))
        {
            return false;
        }

        var sequence = news.After;
        foreach (var item in news.Items)
        {
            if (++sequence > seen)
            {
                Take(item, sequence);
            }
        }

        Position = new LogPosition(news.Epoch, Math.Max(seen, sequence));
        return true;
    }

    private void Take(NewsItem item, long sequence)
    {
        if (item.Line is { } line)
        {
            if (line.Number != sequence)
            {
                Faults.Add($"event {sequence} carries line {line.Number}");
            }

            Add(line);
        }

        if (item.Correction is { } correction)
        {
            var index = _lines.FindIndex(known => known.Number == correction.Line);
            if (index >= 0)
            {
                _lines[index] = _lines[index] with { Text = correction.Text, Corrected = true };
            }
        }
    }

    private void Add(CaptionLineView line)
    {
        if (_lines.Count > 0 && line.Number <= _lines[^1].Number)
        {
            Faults.Add($"line {line.Number} came after line {_lines[^1].Number}");
        }

        _lines.Add(line);
    }
}
