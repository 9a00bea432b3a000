using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Transcript;

/// <summary>
/// Groups caption lines into interventions: consecutive words of one speaker on one agenda item, in one turn or under one mark. Who speaks is
/// decided by <see cref="Attribution"/>; a speaker nobody knows stays unknown.
/// </summary>
public static class TranscriptBuilder
{
    /// <summary>The transcript of one caption track.</summary>
    /// <param name="session">The session as screens show it.</param>
    /// <param name="state">The session as folded.</param>
    /// <param name="track">The caption channel.</param>
    public static TranscriptView Build(SessionView session, SessionState state, string track)
    {
        ArgumentNullException.ThrowIfNull(state);
        var lines = state.Captions.Lines.Where(line => line.Track == track).Select(state.Publication.Published).ToArray();
        var interventions = Interventions(lines);
        return new TranscriptView(session, interventions)
        {
            Silences = [.. Silences.Of(state, lines).Select(gap => new SilenceView(
                LastBefore(interventions, gap.From), gap.Turn.Speaker.Name, gap.From, gap.Until - gap.From))],
            Redactions = [.. lines.SelectMany(line => line.Redactions.Select(redaction => new RedactionView(line.Number, redaction.At, redaction.Reason)))],
        };
    }

    private static ImmutableArray<InterventionView> Interventions(IEnumerable<CaptionLine> lines)
    {
        var interventions = ImmutableArray.CreateBuilder<InterventionView>();
        var said = ImmutableArray.CreateBuilder<CaptionLineView>();
        Passage? first = null;
        foreach (var passage in Attribution.Of(lines))
        {
            if (first is not null && !Continues(first, passage))
            {
                interventions.Add(InterventionFrom(interventions.Count + 1, first, said.ToImmutable()));
                said.Clear();
                first = null;
            }

            first ??= passage;
            said.Add(ViewOf(passage));
        }

        if (first is not null)
        {
            interventions.Add(InterventionFrom(interventions.Count + 1, first, said.ToImmutable()));
        }

        return interventions.ToImmutable();
    }

    private static bool Continues(Passage first, Passage next) =>
        next.Speaker == first.Speaker && next.Line.Item?.Id == first.Line.Item?.Id
        && (next.Line.Turn?.Number == first.Line.Turn?.Number || first.Rule is AttributionRule.SpeakerKey or AttributionRule.Mark);

    private static InterventionView InterventionFrom(int number, Passage first, ImmutableArray<CaptionLineView> lines)
    {
        // A mark that names another person than the one with the floor: what is known of the turn says nothing about them.
        var speaker = first.Speaker is not null && first.Speaker == first.Line.Turn?.Speaker.Name ? first.Line.Turn.Speaker : null;
        return new InterventionView(
            number, first.Speaker, speaker is { Affiliation.Length: > 0 } ? speaker.Affiliation : null, speaker?.Place, first.Line.Item, first.Line.SpokenAt, lines);
    }

    private static CaptionLineView ViewOf(Passage passage)
    {
        var (former, formerLine) = FormerWords.Of(passage);
        return SessionViews.ViewOf(passage.Line) with
        {
            Text = passage.Text,
            Speaker = passage.Speaker,
            At = passage.Line.SpokenAt,
            Rule = passage.Rule,
            Part = passage.Part == 1 ? null : passage.Part,
            Former = former,
            FormerLine = formerLine,
        };
    }

    private static int LastBefore(ImmutableArray<InterventionView> interventions, DateTimeOffset moment) =>
        interventions.LastOrDefault(one => one.StartedAt <= moment)?.Number ?? 0;
}
