using System.Text;
using LiveSession.Core.Captions;

namespace LiveSession.Ingest.Live;

/// <summary>
/// What one source has written lately, as lines: the last one is being written, those before are finished. Erasing reaches back over line
/// breaks into finished lines, as far as the last bar. A line of which something is left is then corrected; one of which nothing is left is
/// withdrawn, and what comes in its place is a line of its own. Pure: no clock, nothing sent.
/// </summary>
/// <param name="language">BCP 47 tag of the words until the source says another.</param>
/// <param name="cut">Where a source that sends no line breaks is cut into lines; null for one that sends them.</param>
/// <param name="patient">Whether what it erases key by key is held back until it is written again: see LineBuffer.Patience.cs.</param>
public sealed partial class LineBuffer(string language, LineCut? cut = null, bool patient = false)
{
    /// <summary>How many finished lines erasing can reach back into.</summary>
    public const int Reach = 40;

    // How much white space before a line can be taken back.
    private const int MostSpacing = 1_000;

    /// <summary>What a recorded line says all of whose words were erased: nothing, which withdraws it.</summary>
    public const string Erased = "";

    private readonly List<Slot> _slots = [new Slot(0)];
    private readonly string _own = language;
    private string _language = language;
    private string? _speaker;
    private long _last;
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
            slots.Add(slot.Number);
            if (line.Text == Erased)
            {
                // It was withdrawn: nothing reaches it.
                _slots[_current] = slot.Renumbered(++_last);
                continue;
            }

            slot.Finish();
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

        if (patient && _slots[_current].IsFinished)
        {
            NoteErased();
        }
        else
        {
            Settle(changes);
        }

        return changes;
    }

    /// <summary>Finishes the line being written, as after a pause or before somebody else writes.</summary>
    public IReadOnlyList<LineChange> Finish()
    {
        var changes = new List<LineChange>();
        Settle(changes);
        Break(changes, typed: false);
        Settle(changes);
        return changes;
    }

    /// <summary>
    /// Finishes the line being written, and lets nothing that comes later reach back to it or before it: as where the record stops or goes on,
    /// or somebody else writes.
    /// </summary>
    public IReadOnlyList<LineChange> Bar()
    {
        var changes = Finish();
        _slots.Clear();
        _slots.Add(new Slot(++_last));
        _current = 0;
        return changes;
    }

    /// <summary>Lets nothing that comes later reach back before the line being written, which goes on.</summary>
    public IReadOnlyList<LineChange> BarBefore()
    {
        var changes = Settle();
        var current = _slots[_current];
        current.Before.Clear();
        _slots.Clear();
        _slots.Add(current.IsFinished ? new Slot(++_last) : current);
        _current = 0;
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
                if (patient)
                {
                    // What is erased and written again in one go leaves no other trace.
                    NoteErased();
                }
                else
                {
                    WithdrawErased(changes);
                }

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
                SettleIfPatient(changes);
                BreakIfBegun(changes);
                Withdraw(changes);
                _speaker = speaker.Name;
                break;
            case SourceEdit.Language named when (named.Tag ?? _own) is var tag && tag != _language:
                SettleIfPatient(changes);
                BreakIfBegun(changes);
                Withdraw(changes);
                _language = tag;
                break;
        }
    }

    private void Insert(string text, List<LineChange> changes)
    {
        var slot = _slots[_current];
        for (var (at, count) = (0, 0); at < text.Length; at += count)
        {
            // Where a line is cut follows from its beginning: no more of the text is moved from line to line than one line holds.
            count = Math.Min(text.Length - at, cut is null ? text.Length : Math.Max(1, cut.Longest + 1 - slot.Text.Length));
            slot.Text.Append(text, at, count);
            while (cut?.Of(slot.Text) is { } length)
            {
                if (IsBlank(slot.Text, length))
                {
                    // Spacing, not words: there is no line to end, only something that may be taken back.
                    slot.Before.Append(slot.Text, 0, length);
                    slot.Before.Remove(0, Math.Max(0, slot.Before.Length - MostSpacing));
                    slot.Text.Remove(0, length);
                    continue;
                }

                var rest = slot.Text.ToString(length, slot.Text.Length - length);
                slot.Text.Length = length;
                Break(changes, typed: false);
                slot = _slots[_current];
                slot.Text.Append(rest);
            }
        }
    }

    private static bool IsBlank(StringBuilder text, int length)
    {
        for (var index = 0; index < length; index++)
        {
            if (!char.IsWhiteSpace(text[index]))
            {
                return false;
            }
        }

        return true;
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
        if (_slots[_current].IsErased || !_slots[_current].IsFinished)
        {
            SettleIfPatient(changes);
        }

        WithdrawErased(changes);
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
            _slots.Add(new Slot(++_last));
        }

        _current++;
        _slots[_current].Before.Clear().Append(typed ? "\n" : "");
        if (_slots.Count > Reach + 1 && _current > 0)
        {
            _slots.RemoveAt(0);
            _current--;
        }
    }

    // What was erased is no line any more: it keeps neither its place nor its speaker, language and time for what comes.
    private void Withdraw(List<LineChange> changes)
    {
        var from = _slots[_current].IsErased ? _current : _current + 1;
        changes.AddRange(_slots[from..].Where(slot => slot.IsErased).Select(slot => new LineChange.Corrected(slot.Number, Erased)));
        var current = _slots[_current];
        _slots.RemoveRange(from, _slots.Count - from);
        if (from == _current)
        {
            // White space that is left of it was typed, and can be taken back.
            _slots.Add(current.Rewritten(++_last));
        }
    }

    private void WithdrawErased(List<LineChange> changes)
    {
        if (_slots[_current].IsErased)
        {
            Withdraw(changes);
        }
    }

    private void AddCorrections(List<LineChange> changes)
    {
        foreach (var slot in _slots.Where(slot => slot.IsFinished && slot.Changed))
        {
            slot.Finish();
            changes.Add(new LineChange.Corrected(slot.Number, slot.Said));
        }
    }

    private sealed class Slot(long number)
    {
        private string? _said;

        public long Number => number;

        public StringBuilder Text { get; } = new();

        public string Said => Text.ToString().Trim();

        public bool IsFinished => _said is not null;

        /// <summary>Whether it was finished, and nothing is left of it.</summary>
        public bool IsErased => IsFinished && string.IsNullOrWhiteSpace(Text.ToString());

        /// <summary>The line breaks and white space the source typed before this line.</summary>
        public StringBuilder Before { get; } = new();

        public bool Changed => Said != _said;

        /// <summary>Whether nothing was left of it between one edit and the next: what was written there since is in its place, and not the same line.</summary>
        public bool WasErased { get; set; }

        public Slot Renumbered(long other)
        {
            var slot = new Slot(other);
            slot.Before.Append(Before);
            return slot;
        }

        /// <summary>The same words as a line of its own that is not finished.</summary>
        public Slot Rewritten(long other)
        {
            var slot = Renumbered(other);
            slot.Text.Append(Text);
            return slot;
        }

        public void Finish() => (_said, WasErased) = (Said, false);
    }
}
