using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Transcript;

/// <summary>What becomes of the stored events that hold the words of a line.</summary>
/// <param name="Line">The line as it stood when they were looked for.</param>
/// <param name="Dismissed">What was dismissed by then.</param>
/// <param name="Redacted">The events, each with what vouches for what is left of it.</param>
/// <param name="Tombstones">What is left of each.</param>
public sealed record PreparedRedaction(
    CaptionLine Line, ImmutableList<AnalysisDismissed> Dismissed, ImmutableArray<RedactedEvent> Redacted, ImmutableArray<Tombstone> Tombstones)
{
    /// <summary>Whether a session has no other event by now that holds the words.</summary>
    public bool Fits(SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Captions.FindLine(Line.Number) is { } now && (now.Text, now.CorrectedAt) == (Line.Text, Line.CorrectedAt)
            && state.Publication.Dismissed.SequenceEqual(Dismissed);
    }
}

/// <summary>
/// Takes words out of the record for good. Possible at any time, also long after the session. Of what stood in the line before it was corrected nothing
/// is left: nobody can tell which of it were the same words.
/// </summary>
public static class RedactionDecider
{
    /// <summary>How long a reason may be.</summary>
    public const int LongestReason = 200;

    // A shorter word may well be part of another.
    private const int ShortestQuote = 4;

    /// <summary>Finds the events that hold the words, in the log as it is stored; null where the command will be refused.</summary>
    /// <param name="state">The session.</param>
    /// <param name="command">What is to be redacted.</param>
    /// <param name="events">The session's log.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<PreparedRedaction?> PrepareAsync(
        SessionState state, RedactWords command, IAsyncEnumerable<StoredEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(events);
        if (FaultIn(state, command) is not null)
        {
            return null;
        }

        var (held, previous) = (new List<(StoredEvent Stored, string Previous, LogEvent Event)>(), HashChain.Start);
        await foreach (var stored in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var happened = EventCodec.Decode(stored);
            if (Holds(happened, command))
            {
                held.Add((stored, previous, happened.Event));
            }

            previous = stored.Hash;
        }

        var latest = held.FindLastIndex(one => one.Event is CaptionLineAdded or CaptionLineCorrected);
        var tombstones = held.Select((one, index) => Redaction.Of(one.Stored, Left(((IWorded)one.Event).Words, index == latest ? command : null))).ToImmutableArray();
        return new PreparedRedaction(
            state.Captions.FindLine(command.Line)!, state.Publication.Dismissed, [.. tombstones.Zip(held, (tombstone, one) => Redaction.Sealed(tombstone, one.Previous))], tombstones);
    }

    /// <summary>Redacts words, as prepared.</summary>
    public static Decision Redact(SessionState state, RedactWords command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (FaultIn(state, command) is { } fault)
        {
            return fault;
        }

        return context.Redaction is { } prepared && prepared.Fits(state)
            ? new WordsRedacted(command.Line, command.Offset, command.Words.Length, ReasonOf(command), prepared.Redacted) { Tombstones = prepared.Tombstones }
            : Rejections.LineChanged;
    }

    private static Rejection? FaultIn(SessionState state, RedactWords command)
    {
        if (state.Captions.FindLine(command.Line) is not { } line)
        {
            return Rejections.UnknownLine;
        }

        if (command.Words is not { Length: > 0 } words || !PublicationDecider.HasPlace(line.Text, command.Offset, words.Length)
            || string.CompareOrdinal(line.Text, command.Offset, words, 0, words.Length) != 0)
        {
            return Rejections.NoSuchPlace;
        }

        var reason = ReasonOf(command);
        return words.All(letter => letter is Redaction.Block or ' ') ? Rejections.AlreadyRedacted
            : reason.Length is 0 or > LongestReason ? Rejections.RedactionReason(LongestReason)
            : words.Trim() is { Length: >= ShortestQuote } quoted && reason.Contains(quoted, StringComparison.OrdinalIgnoreCase) ? Rejections.ReasonRepeatsWords
            : null;
    }

    private static string ReasonOf(RedactWords command) => CaptionText.Clean(command.Reason ?? "").Text;

    private static bool Holds(LoggedEvent happened, RedactWords command) => happened.Event switch
    {
        CaptionLineAdded => happened.Position.Sequence == command.Line,
        CaptionLineCorrected e => e.Line == command.Line,
        AnalysisDismissed e => PublicationState.Quotes(e.Text, command.Words),
        AnalysisRestored e => PublicationState.Quotes(e.Text, command.Words),
        _ => false,
    };

    private static string Left(string words, RedactWords? command) =>
        command is null ? Redaction.Blocked(words, 0, words.Length) : Redaction.Blocked(words, command.Offset, command.Words.Length);
}
