using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Publishing.EbuTt;

/// <summary>What a sequence of EBU-TT Live shows of a caption channel at one position of the log: its last lines, and who is on air.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Number">The log's position; documents are numbered by it.</param>
/// <param name="Lines">The lines, from top to bottom.</param>
/// <param name="OnAir">Who has the pen; null while nobody has.</param>
/// <param name="Token">The control token on air.</param>
public sealed record EbuTtScene(string Track, long Number, ImmutableArray<EbuTtLine> Lines, ParticipantId? OnAir, long Token)
{
    /// <summary>How many lines stand at once.</summary>
    public const int MostLines = 3;

    /// <summary>The scene of a session as it stands.</summary>
    public static EbuTtScene Of(string track, SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var pen = state.Captions.Pens.GetValueOrDefault(track);
        var blank = state.OffTheRecord || state.Phase is not SessionPhase.Open;
        return new EbuTtScene(
            track, state.Cursor.Sequence, blank ? [] : Latest(track, state.Captions), pen?.Holder, pen is null ? 0 : Math.Max(1, pen.Token));
    }

    /// <summary>The scene after one more event; the same one where nothing of it changes.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="state">The session, at this event or later.</param>
    public EbuTtScene Apply(LoggedEvent happened, SessionState state)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(state);
        if (happened.Position.Sequence <= Number)
        {
            return this;
        }

        var next = this with { Number = happened.Position.Sequence };
        return happened.Event switch
        {
            CaptionLineAdded e when e.Track == Track => next.On(happened.By, Token) with
            {
                Lines = [.. Lines.TakeLast(MostLines - 1), new EbuTtLine(next.Number, e.Language, e.Text)],
            },
            CaptionLineCorrected e when Lines.Any(line => line.Number == e.Line) => next with
            {
                Lines = [.. Lines.Select(line => line.Number == e.Line ? line with { Text = e.Text } : line)],
            },
            PenTaken e when e.Track == Track => next.On(happened.By, Raised(happened.By)),
            PenTakenOver e when e.Track == Track => next.On(happened.By, Raised(happened.By)),
            PenGiven e when e.Track == Track => next.On(e.To, Raised(e.To)),
            PenClaimed e when e.Track == Track => next.On(happened.By, e.Token),
            WentOffTheRecord or SessionSuspended or SessionClosed when !Lines.IsEmpty => next with { Lines = [] },
            _ => this,
        };
    }

    private EbuTtScene On(ParticipantId holder, long token) => this with { OnAir = holder, Token = Math.Max(1, token) };

    private long Raised(ParticipantId holder) => OnAir is null ? 1 : OnAir == holder ? Token : Token + 1;

    private static ImmutableArray<EbuTtLine> Latest(string track, CaptionState captions)
    {
        var lines = new List<EbuTtLine>();
        for (var index = captions.Lines.Count - 1; index >= 0 && lines.Count < MostLines; index--)
        {
            if (captions.Lines[index] is var line && line.Track == track)
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
