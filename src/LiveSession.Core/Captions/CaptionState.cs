using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Captions;

/// <summary>The caption lines of a session and who writes on which track, as folded from the log.</summary>
public sealed record CaptionState
{
    /// <summary>No line, no pen.</summary>
    public static CaptionState Empty { get; } = new();

    /// <summary>The lines, by number.</summary>
    public ImmutableList<CaptionLine> Lines { get; init; } = [];

    /// <summary>Who has the pen, by track.</summary>
    public ImmutableSortedDictionary<string, Pen> Pens { get; init; } = ImmutableSortedDictionary.Create<string, Pen>(StringComparer.Ordinal);

    /// <summary>After which silence the pen goes to the next one who writes, by track; tracks where it never does are absent.</summary>
    public ImmutableSortedDictionary<string, TimeSpan> Takeovers { get; init; } = ImmutableSortedDictionary.Create<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>The state after one more event; events that are not about captions change nothing.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="session">The session before it: who had the floor, which item was discussed.</param>
    public CaptionState Apply(LoggedEvent happened, SessionState session)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(session);
        return happened.Event switch
        {
            CaptionLineAdded e => this with { Lines = Lines.Add(LineFrom(e, happened, session)), Pens = WithoutParting(e.Track, happened.By) },
            CaptionLineCorrected e => Corrected(e, happened.At),
            WordsRedacted e => Redacted(e, happened.At),
            PenTaken e => WithPen(e.Track, happened.By, e.Name, happened.At),
            PenGiven e => WithPen(e.Track, e.To, e.Name, happened.At),
            PenTakenOver e => WithPen(e.Track, happened.By, e.Name, happened.At),
            PenClaimed e => WithPen(e.Track, happened.By, e.Name, happened.At, e.Token),
            TakeoverSet e => this with { Takeovers = e.After is { } after ? Takeovers.SetItem(e.Track, after) : Takeovers.Remove(e.Track) },
            PenOffered e => this with { Pens = Pens.SetItem(e.Track, Pens[e.Track] with { Offered = true }) },
            _ => this,
        };
    }

    /// <summary>The line of a number; null when there is none.</summary>
    public CaptionLine? FindLine(long number)
    {
        var index = IndexOf(number);
        return index >= 0 ? Lines[index] : null;
    }

    /// <summary>How many lines have a number of at most this.</summary>
    public int CountUpTo(long number)
    {
        var index = IndexOf(number);
        return index >= 0 ? index + 1 : ~index;
    }

    // Every way of taking the pen is a control token one above the last, but for keeping it and for naming the token itself.
    private CaptionState WithPen(string track, ParticipantId holder, string name, DateTimeOffset at, long? token = null)
    {
        var before = Pens.GetValueOrDefault(track);
        var raised = before is null ? 1 : before.Holder == holder ? before.Token : before.Token + 1;
        var parting = before is null || before.Holder == holder ? before?.Parting : new Parting(before.Holder, at);
        return this with { Pens = Pens.SetItem(track, new Pen(holder, name, at, Offered: false, token ?? raised, parting)) };
    }

    private ImmutableSortedDictionary<string, Pen> WithoutParting(string track, ParticipantId writer) =>
        Pens.TryGetValue(track, out var pen) && pen.Parting?.Writer == writer ? Pens.SetItem(track, pen with { Parting = null }) : Pens;

    private static CaptionLine LineFrom(CaptionLineAdded added, LoggedEvent happened, SessionState session) => new(
        happened.Position.Sequence, added.Track, added.Language, added.Text, added.Speaker,
        session.Floor.SpeakingAt(added.SpokenAt ?? happened.At), session.CurrentItem, happened.At, added.SpokenAt ?? happened.At, CorrectedAt: null);

    private CaptionState Corrected(CaptionLineCorrected correction, DateTimeOffset at)
    {
        var index = IndexOf(correction.Line);
        return this with { Lines = Lines.SetItem(index, Corrected(Lines[index], correction.Text, at)) };
    }

    private static CaptionLine Corrected(CaptionLine line, string text, DateTimeOffset at) =>
        line with { Text = text, CorrectedAt = at, Former = line.Former ?? line.Text };

    // Read again from a store the words are redacted already: once more changes nothing.
    private CaptionState Redacted(WordsRedacted redaction, DateTimeOffset at)
    {
        var index = IndexOf(redaction.Line);
        return this with { Lines = Lines.SetItem(index, Redacted(Lines[index], redaction, at)) };
    }

    private static CaptionLine Redacted(CaptionLine line, WordsRedacted redaction, DateTimeOffset at) => line with
    {
        Text = Redaction.Blocked(line.Text, redaction.Offset, redaction.Length),
        Former = null,
        Redactions = line.Redactions.Add(new LineRedaction(at, redaction.Reason)),
    };

    private int IndexOf(long number)
    {
        var (low, high) = (0, Lines.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = Lines[middle].Number;
            if (found == number)
            {
                return middle;
            }

            (low, high) = found < number ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}

/// <summary>One caption line.</summary>
/// <param name="Number">The sequence of the event that added it.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words, as they stand.</param>
/// <param name="MarkedSpeaker">The captioner's mark of who spoke.</param>
/// <param name="Turn">Whose turn it was when the words were said.</param>
/// <param name="Item">The agenda item under discussion.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="SpokenAt">When it was said.</param>
/// <param name="CorrectedAt">When it was last corrected.</param>
/// <param name="Former">The words as they were first aired, where they were corrected.</param>
public sealed record CaptionLine(
    long Number, string Track, string Language, string Text, string? MarkedSpeaker, Turn? Turn, AgendaItemView? Item,
    DateTimeOffset At, DateTimeOffset SpokenAt, DateTimeOffset? CorrectedAt, string? Former = null)
{
    /// <summary>Who spoke: the captioner's mark, else who had the floor; null when unknown.</summary>
    public string? Speaker => MarkedSpeaker ?? Turn?.Speaker.Name;

    /// <summary>When words of it were redacted, and why.</summary>
    public ImmutableList<LineRedaction> Redactions { get; init; } = [];
}

/// <summary>Words of a line were redacted.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record LineRedaction(DateTimeOffset At, string Reason);

/// <summary>The right to write on a track.</summary>
/// <param name="Holder">The captioner.</param>
/// <param name="Name">Their name.</param>
/// <param name="Since">Since when.</param>
/// <param name="Offered">Whether they offered it to whoever takes it.</param>
/// <param name="Token">The control token on air: the pen goes to a higher one.</param>
/// <param name="Parting">Who had it before, while they may still finish the line they were writing; null when nobody may.</param>
public sealed record Pen(ParticipantId Holder, string Name, DateTimeOffset Since, bool Offered, long Token = 1, Parting? Parting = null);

/// <summary>Somebody who had a pen when it went to somebody else.</summary>
/// <param name="Writer">Who.</param>
/// <param name="At">When it went.</param>
public sealed record Parting(ParticipantId Writer, DateTimeOffset At);
