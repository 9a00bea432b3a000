using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Transcript;

/// <summary>
/// Groups caption lines into interventions: consecutive lines of one speaker on one agenda item, in one turn or under one mark. Who speaks is the
/// captioner's mark where there is one, else who had the floor when the words were said; a speaker nobody knows stays unknown.
/// </summary>
public static class TranscriptBuilder
{
    /// <summary>The transcript of one caption track.</summary>
    /// <param name="session">The session as screens show it.</param>
    /// <param name="captions">Its captions.</param>
    /// <param name="track">The caption channel.</param>
    public static TranscriptView Build(SessionView session, CaptionState captions, string track)
    {
        ArgumentNullException.ThrowIfNull(captions);
        var interventions = ImmutableArray.CreateBuilder<InterventionView>();
        var lines = ImmutableArray.CreateBuilder<CaptionLineView>();
        CaptionLine? first = null;
        foreach (var line in captions.Lines.Where(line => line.Track == track))
        {
            if (first is not null && !Continues(first, line))
            {
                interventions.Add(InterventionFrom(interventions.Count + 1, first, lines.ToImmutable()));
                lines.Clear();
                first = null;
            }

            first ??= line;
            lines.Add(SessionViews.ViewOf(line));
        }

        if (first is not null)
        {
            interventions.Add(InterventionFrom(interventions.Count + 1, first, lines.ToImmutable()));
        }

        return new TranscriptView(session, interventions.ToImmutable());
    }

    private static bool Continues(CaptionLine first, CaptionLine next) =>
        next.Speaker == first.Speaker && next.Item?.Id == first.Item?.Id
        && (next.Turn?.Number == first.Turn?.Number || first.MarkedSpeaker is not null);

    private static InterventionView InterventionFrom(int number, CaptionLine first, ImmutableArray<CaptionLineView> lines)
    {
        // The mark names another person than the one with the floor: what is known of the turn says nothing about them.
        var speaker = first.Speaker == first.Turn?.Speaker.Name ? first.Turn?.Speaker : null;
        return new InterventionView(
            number, first.Speaker, speaker is { Affiliation.Length: > 0 } ? speaker.Affiliation : null, speaker?.Place, first.Item, first.SpokenAt, lines);
    }
}
