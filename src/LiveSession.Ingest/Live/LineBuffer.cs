using System.Text;
using LiveSession.Core.Captions;

namespace LiveSession.Ingest.Live;

/// <summary>
/// What one source has written lately, as lines: the last one is being written, those before are finished. Erasing reaches back over line
/// breaks into finished lines, which are then corrected; typing on refills them one after the other. Pure: no clock, nothing sent.
/// </summary>
/// <param name="language">BCP 47 tag of the words until the source says another.</param>
/// <param name="cut">Where a source that sends no line breaks is cut into lines; null for one that sends them.</param>
public sealed class LineBuffer(string language, LineCut? cut = null)
{
    /// <summary>How many finished lines erasing can reach back into.</summary>
    public const int Reach = 40;

    /// <summary>What a recorded line says all of whose words were erased: nothing, which withdraws it.</summary>
    public const string Erased = "";

    private readonly List<Slot> _slots = [new Slot(0)];
    private string _language = language;
    private string? _speaker;
    private int _current;

    /// <summary>The words of the line being written; empty while a finished line is being rewritten.</summary>
    public string Draft => _slots[_current].IsFinished ? "" : _slots[_current].Text.ToString().TrimStart();

    /// <summary>BCP 47 tag of what is being written.</summary>
    public string Language => _language;

    /// <summary>Who speaks, where the source says so.</summary>
    public string? Speaker => _speaker;

    /// <summary>The last character of the line being written; null where there is none yet.</summary>
    public Rune? Ending => Seam.EndOf(_slots[_current].Text.ToString());

    /// <summary>Takes in what the source had finished before this process began: its slots come back. Deleting reaches into them as ever.</summary>
    public IReadOnlyList<long> Recall(IReadOnlyList<RecordedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var slots = new List<long>();
        foreach (var (line, written) in lines.Zip(RecordedLine.AsWritten(lines)))
        {
            var slot = _slots[_current];
            slot.Text.Append(written);
            slot.Finish();
            slots.Add(slot.Number);
            (_language, _speaker) = (line.Language, line.Speaker);
            GoOn(line.Typed);
        }

        return slots;
    }

    /// <summary>Takes edits in; what they finish or correct comes back in order.</summary>
    public IReadOnlyList<LineChange> Apply(IEnumerable<SourceEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        var changes = new List<LineChange>();
        foreach (var edit in edits)
        {
            Apply(edit, changes);
        }

        AddCorrections(changes, settled: false);
        return changes;
    }

    /// <summary>Finishes the line being written, as after a pause or before somebody else writes.</summary>
    public IReadOnlyList<LineChange> Finish()
    {
        var changes = new List<LineChange>();
        Break(changes, typed: false);
        AddCorrections(changes, settled: true);
        return changes;
    }

    private void Apply(SourceEdit edit, List<LineChange> changes)
    {
        switch (edit)
        {
            case SourceEdit.Insert insert:
                Insert(insert.Text, changes);
                break;
            case SourceEdit.Erase erase:
                Erase(erase.Count);
                break;
            case SourceEdit.NewLine:
                Break(changes, typed: true);
                break;
            case SourceEdit.Clear:
                if (!_slots[_current].IsFinished)
                {
                    _slots[_current].Text.Clear();
                }

                break;
            case SourceEdit.Speaker speaker when speaker.Name != _speaker:
                BreakIfBegun(changes);
                _speaker = speaker.Name;
                break;
            case SourceEdit.Language language when language.Tag != _language:
                BreakIfBegun(changes);
                _language = language.Tag;
                break;
        }
    }

    private void Insert(string text, List<LineChange> changes)
    {
        var slot = _slots[_current];
        slot.Text.Append(text);
        while (cut?.Of(slot.Text) is { } length)
        {
            var rest = slot.Text.ToString(length, slot.Text.Length - length);
            slot.Text.Length = length;
            Break(changes, typed: false);
            slot = _slots[_current];
            slot.Text.Append(rest);
        }
    }

    private void Erase(int count)
    {
        while (count > 0)
        {
            var slot = _slots[_current];
            if (slot.Text.Length > 0)
            {
                CaptionText.EraseLast(slot.Text);
                count--;
            }
            else if (slot.Before.Length > 0)
            {
                slot.Before.Length--;
                count--;
                _current -= slot.Before.Length == 0 && _current > 0 ? 1 : 0;
            }
            else if (_current > 0)
            {
                // A line that we ended ourselves: the sender knows of no break here.
                _current--;
            }
            else
            {
                return;
            }
        }
    }

    private void BreakIfBegun(List<LineChange> changes)
    {
        if (_slots[_current].Text.Length > 0)
        {
            Break(changes, typed: false);
        }
    }

    private void Break(List<LineChange> changes, bool typed)
    {
        var slot = _slots[_current];
        if (!slot.IsFinished)
        {
            if (string.IsNullOrWhiteSpace(slot.Text.ToString()))
            {
                // Empty lines are spacing, not words.
                if (typed)
                {
                    slot.Before.Append(slot.Text).Append('\n');
                    slot.Text.Clear();
                }

                return;
            }

            slot.Finish();
            changes.Add(new LineChange.Finished(slot.Number, slot.Said, _language, _speaker, typed, Spaced: char.IsWhiteSpace(slot.Text[^1])));
        }

        GoOn(typed);
    }

    private void GoOn(bool typed)
    {
        if (_current == _slots.Count - 1)
        {
            _slots.Add(new Slot(_slots[_current].Number + 1));
        }

        _current++;
        _slots[_current].Before.Clear().Append(typed ? "\n" : "");
        if (_slots.Count > Reach + 1 && _current > 0)
        {
            _slots.RemoveAt(0);
            _current--;
        }
    }

    // A line emptied on the way back is likely to be filled again: it is left alone until the source goes on.
    private void AddCorrections(List<LineChange> changes, bool settled)
    {
        for (var index = 0; index < _slots.Count; index++)
        {
            var slot = _slots[index];
            var empty = string.IsNullOrWhiteSpace(slot.Text.ToString());
            if (slot.IsFinished && slot.Changed && (!empty || settled || index < _current))
            {
                slot.Finish();
                changes.Add(new LineChange.Corrected(slot.Number, empty ? Erased : slot.Said));
            }
        }
    }

    private sealed class Slot(long number)
    {
        private string? _said;

        public long Number => number;

        public StringBuilder Text { get; } = new();

        public string Said => Text.ToString().Trim();

        public bool IsFinished => _said is not null;

        /// <summary>The line breaks and white space the source typed before this line.</summary>
        public StringBuilder Before { get; } = new();

        public bool Changed => Said != _said;

        public void Finish() => _said = Said;
    }
}
