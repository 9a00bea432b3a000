using LiveSession.Core.Captions;
using LiveSession.Core.Log;

namespace LiveSession.Core.Transcript;

/// <summary>What the secretariat decided about the published transcript, as folded from the log.</summary>
public sealed record PublicationState
{
    /// <summary>Stands for each masked character. It has no letters, so that nothing is read into it.</summary>
    public const char Mask = Redaction.Block;

    /// <summary>Nothing was decided.</summary>
    public static PublicationState Empty { get; } = new();

    /// <summary>The decisions on personal data that hold, one for each place.</summary>
    public ImmutableList<PersonalDataDecided> Decisions { get; init; } = [];

    /// <summary>What the machine found and nobody is to be shown.</summary>
    public ImmutableList<AnalysisDismissed> Dismissed { get; init; } = [];

    /// <summary>The events by which words were redacted, in order.</summary>
    public ImmutableList<RedactionMark> Redactions { get; init; } = [];

    /// <summary>How many of them the installation has signed together with the seal of the record.</summary>
    public int SignedRedactions { get; init; }

    /// <summary>The state after one more event; events that are not about publication change nothing.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="captions">The captions before it.</param>
    public PublicationState Apply(LoggedEvent happened, CaptionState captions)
    {
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(captions);
        return happened.Event switch
        {
            PersonalDataDecided e => this with { Decisions = Decisions.RemoveAll(other => IsAt(other, e.Line, e.Offset, e.Length)).Add(e) },
            // Other words: whether the places are still those, and what is personal in them, has to be looked at again.
            CaptionLineCorrected e => this with { Decisions = Decisions.RemoveAll(decision => decision.Line == e.Line) },
            AnalysisDismissed e => this with { Dismissed = Dismissed.Remove(e).Add(e) },
            AnalysisRestored e => this with { Dismissed = Dismissed.Remove(new AnalysisDismissed(e.Part, e.Text)) },
            WordsRedacted e => Redacted(e, happened, captions.FindLine(e.Line)!.Text.Substring(e.Offset, e.Length)),
            RedactionsSigned e => this with { SignedRedactions = e.Redactions.Length },
            _ => this,
        };
    }

    /// <summary>Whether what was dismissed quotes redacted words, or is quoted by them.</summary>
    internal static bool Quotes(string dismissed, string redacted) =>
        dismissed.Contains(redacted, StringComparison.OrdinalIgnoreCase) || redacted.Contains(dismissed, StringComparison.OrdinalIgnoreCase);

    // What was decided on other words of the line holds: all places are what they were.
    private PublicationState Redacted(WordsRedacted redaction, LoggedEvent happened, string words) => this with
    {
        Decisions = Decisions.RemoveAll(decision =>
            decision.Line == redaction.Line && decision.Offset >= redaction.Offset && decision.Offset + decision.Length <= redaction.Offset + redaction.Length),
        Dismissed = [.. Dismissed.Select(dismissed => Quotes(dismissed.Text, words) ? dismissed with { Text = Redaction.Blocked(dismissed.Text, 0, dismissed.Text.Length) } : dismissed)],
        Redactions = Redactions.Add(new RedactionMark(happened.Position.Sequence, happened.Hash)),
    };

    /// <summary>What was decided about a place; null where nothing was.</summary>
    /// <param name="line">The line's number.</param>
    /// <param name="offset">Where it begins, in UTF-16 units.</param>
    /// <param name="length">How long it is, in UTF-16 units.</param>
    public PublicationChoice? ChoiceAt(long line, int offset, int length) => Decisions.Find(decision => IsAt(decision, line, offset, length))?.Choice;

    /// <summary>Whether something the machine found is out of sight.</summary>
    public bool IsDismissed(AnalysisPart part, string text) => Dismissed.Contains(new AnalysisDismissed(part, text));

    /// <summary>A line as it is published. Of one with something masked, the words before a correction are left out too.</summary>
    public CaptionLine Published(CaptionLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        PersonalDataDecided[] masked = [.. Decisions.Where(decision => decision.Line == line.Number && decision.Choice is PublicationChoice.Mask)];
        if (masked.Length == 0)
        {
            return line;
        }

        var text = line.Text.ToCharArray();
        foreach (var place in masked)
        {
            text.AsSpan(place.Offset, place.Length).Fill(Mask);
        }

        return line with { Text = new string(text), Former = null };
    }

    private static bool IsAt(PersonalDataDecided decision, long line, int offset, int length) =>
        (decision.Line, decision.Offset, decision.Length) == (line, offset, length);
}

/// <summary>Where words were redacted.</summary>
/// <param name="Event">The sequence of the event that says so.</param>
/// <param name="Hash">Its hash.</param>
public readonly record struct RedactionMark(long Event, string Hash);
