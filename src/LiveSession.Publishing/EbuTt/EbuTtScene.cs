using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Publishing.EbuTt;

/// <summary>
/// What a sequence of EBU-TT Live shows of a caption channel: its last lines, the one being written, and who is on air. Nothing of what is
/// said off the record is ever in it, not even while it is being written.
/// </summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Number">
/// Documents are numbered by it: the log's position, with room for drafts between two positions, so that what is recorded has the same number on
/// every node.
/// </param>
/// <param name="Lines">The finished lines, from top to bottom.</param>
/// <param name="OnAir">Who has the pen; null while nobody has.</param>
/// <param name="Token">The control token on air.</param>
public sealed record EbuTtScene(string Track, long Number, ImmutableArray<EbuTtLine> Lines, ParticipantId? OnAir, long Token)
{
    /// <summary>How many lines stand at once, the one being written among them.</summary>
    public const int MostLines = 3;

    // Readers that count in 32 bits come to position 214,748. More drafts of one line than that are not shown: the line is.
    private const int PerPosition = 10_000;

    /// <summary>The line being written; null where there is none.</summary>
    public EbuTtLine? Draft { get; private init; }

    /// <summary>What is shown, from top to bottom. A withdrawn line keeps its place among the lines, and shows nothing.</summary>
    public IEnumerable<EbuTtLine> Shown =>
        Lines.TakeLast(Draft is null ? MostLines : MostLines - 1).Append(Draft).OfType<EbuTtLine>().Where(line => line.Text.Length > 0);

    // The last event looked at, whether it changed anything here or not.
    private long Seen { get; init; }

    // The event behind which a draft is of the line being written now; null while none may be shown.
    private long? DraftsAfter { get; init; }

    /// <summary>The scene of a session as it stands: whoever comes now sees what those see who have watched from the beginning.</summary>
    public static EbuTtScene Of(string track, SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var pen = state.Captions.Pens.GetValueOrDefault(track);
        var lines = Latest(track, state);
        return new EbuTtScene(track, state.Cursor.Sequence * PerPosition, lines, pen?.Holder, pen is null ? 0 : Math.Max(1, pen.Token))
        {
            Seen = state.Cursor.Sequence,
            DraftsAfter = state.OffTheRecord || state.Phase is not SessionPhase.Open ? null : lines is [.., var last] ? last.Number : Unbroken(state, state.LastBreak),
        };
    }

    /// <summary>The scene after one more event; the same one where nothing of it changes.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="state">The session, at this event or later.</param>
    public EbuTtScene Apply(LoggedEvent happened, SessionState state)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(state);
        var position = happened.Position.Sequence;
        if (position <= Seen)
        {
            return this;
        }

        var seen = this with { Seen = position };
        var next = seen with { Number = position * PerPosition };
        return happened.Event switch
        {
            CaptionLineAdded e when e.Track == Track => next.On(happened.By, Token) with
            {
                Lines = [.. Lines.TakeLast(MostLines - 1), new EbuTtLine(position, e.Language, e.Text)],
                Draft = null,
                DraftsAfter = position,
            },
            CaptionLineCorrected e when Lines.Any(line => line.Number == e.Line) => next with
            {
                Lines = [.. Lines.Select(line => line.Number == e.Line ? line with { Text = e.Text } : line)],
            },
            WordsRedacted e when Lines.Any(line => line.Number == e.Line) => next with
            {
                Lines = [.. Lines.Select(line => line.Number == e.Line ? line with { Text = Redaction.Blocked(line.Text, e.Offset, e.Length) } : line)],
            },
            PenTaken e when e.Track == Track => next.On(happened.By, Raised(happened.By)),
            PenTakenOver e when e.Track == Track => next.On(happened.By, Raised(happened.By)),
            PenGiven e when e.Track == Track => next.On(e.To, Raised(e.To)),
            PenClaimed e when e.Track == Track => next.On(happened.By, e.Token),
            WentOffTheRecord or SessionSuspended or SessionClosed =>
                (Lines.IsEmpty && Draft is null ? seen : next with { Lines = [], Draft = null }) with { DraftsAfter = null },
            SessionOpened or SessionResumed => seen with { DraftsAfter = Unbroken(state, position) },
            _ => seen,
        };
    }

    /// <summary>The scene with the line as it is being written; the same one where that is not to be shown.</summary>
    /// <param name="edit">The whole of it.</param>
    /// <param name="after">Where the log stood when it was written.</param>
    public EbuTtScene Write(CaptionEdit edit, long after)
    {
        ArgumentNullException.ThrowIfNull(edit);
        // What was written behind an event not seen yet may be off the record already.
        var number = Math.Max(Number, Seen * PerPosition) + 1;
        var draft = edit.Text.Length == 0 ? null : new EbuTtLine(0, edit.Language, edit.Text);
        return after < DraftsAfter || DraftsAfter is null || after > Seen || draft == Draft || number >= (Seen + 1) * PerPosition
            ? this
            : this with { Number = number, Draft = draft };
    }

    private EbuTtScene On(ParticipantId holder, long token) => this with { OnAir = holder, Token = Math.Max(1, token) };

    private long Raised(ParticipantId holder) => OnAir is null ? 1 : OnAir == holder ? Token : Token + 1;

    // Words said off the record stay in a captioner's draft until a line of the record is finished; where there were none, drafts are shown at once.
    private static long? Unbroken(SessionState state, long position) => state.OffTheRecordSpans.IsEmpty ? position : null;

    // A break takes every line off the screen, and nothing brings one back.
    private static ImmutableArray<EbuTtLine> Latest(string track, SessionState state)
    {
        var lines = new List<EbuTtLine>();
        var all = state.Captions.Lines;
        for (var index = all.Count - 1; index >= 0 && lines.Count < MostLines && all[index].Number > state.LastBreak; index--)
        {
            if (all[index] is var line && line.Track == track)
            {
                lines.Insert(0, new EbuTtLine(line.Number, line.Language, line.Text));
            }
        }

        return [.. lines];
    }
}

/// <summary>One line of a scene.</summary>
/// <param name="Number">The line's number.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words.</param>
public sealed record EbuTtLine(long Number, string Language, string Text);
