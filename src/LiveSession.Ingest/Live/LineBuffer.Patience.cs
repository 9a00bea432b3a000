namespace LiveSession.Ingest.Live;

/// <summary>
/// Stenography software takes back key by key what it writes again in the same moment: several lines, to change a word in the first of them. What
/// it erases is held back until it has come to the end again, or rests; lines that say the same by then were not touched at all.
/// </summary>
public sealed partial class LineBuffer
{
    /// <summary>How long software that writes something again types nothing until it counts as resting.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    /// <summary>How long changes are held back at most: whoever goes on for longer writes new words, and readers wait for them.</summary>
    public static readonly TimeSpan MostHeld = TimeSpan.FromSeconds(2);

    /// <summary>Whether changes of finished lines are held back. Whoever writes nothing more for a while is to be settled.</summary>
    public bool Holds => patient && _slots.Exists(slot => slot.IsFinished && slot.Changed);

    /// <summary>What was held back.</summary>
    public IReadOnlyList<LineChange> Settle()
    {
        var changes = new List<LineChange>();
        Settle(changes);
        return changes;
    }

    private void Settle(List<LineChange> changes)
    {
        WithdrawReplaced(changes);
        Withdraw(changes);
        AddCorrections(changes);
        foreach (var slot in _slots)
        {
            slot.WasErased = false;
        }
    }

    private void SettleIfPatient(List<LineChange> changes)
    {
        if (patient)
        {
            Settle(changes);
        }
    }

    private void NoteErased()
    {
        var holds = Holds;
        foreach (var slot in _slots)
        {
            slot.WasErased = holds && (slot.WasErased || slot.IsErased);
        }
    }

    // Of lines that were wholly erased and written again, those up to the first that says something else were not touched. That one and all after
    // it are withdrawn, and what was written is lines of their own, after those that stay: they may be somebody else's words.
    private void WithdrawReplaced(List<LineChange> changes)
    {
        var first = _slots.FindIndex(slot => slot.IsFinished && slot.WasErased && slot.Changed && !slot.IsErased);
        if (first < 0)
        {
            return;
        }

        foreach (var slot in _slots[first..].Where(slot => slot.IsFinished))
        {
            changes.Add(new LineChange.Corrected(slot.Number, Erased));
        }

        for (var index = first; index < _slots.Count; index++)
        {
            _slots[index] = _slots[index].Rewritten(++_last);
        }

        _slots.RemoveRange(_current + 1, _slots.Count - _current - 1);
        foreach (var slot in _slots[first.._current])
        {
            slot.Finish();
            changes.Add(new LineChange.Finished(slot.Number, slot.Said, _language, _speaker, Typed: true, Spaced: char.IsWhiteSpace(slot.Text[^1])));
        }
    }
}
