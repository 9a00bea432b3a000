namespace LiveSession.Publishing.Transcript;

/// <summary>How a printed transcript is divided: by agenda items, within them by interventions, within those by languages.</summary>
internal static class Outline
{
    /// <summary>The interventions on one agenda item after another; without an item while none was taken up.</summary>
    public static IEnumerable<Section> Sections(TranscriptView transcript)
    {
        Section? section = null;
        foreach (var intervention in transcript.Interventions)
        {
            if (section is not null && section.Item != intervention.Item)
            {
                yield return section;
                section = null;
            }

            section ??= new Section(intervention.Item, []);
            section.Interventions.Add(intervention);
        }

        if (section is not null)
        {
            yield return section;
        }
    }

    /// <summary>Within an intervention the language may change. Lines that say nothing are left out.</summary>
    public static IEnumerable<List<CaptionLineView>> Passages(InterventionView intervention)
    {
        List<CaptionLineView> passage = [];
        foreach (var line in intervention.Lines.Where(line => PrintedText.OneLine(line.Text).Length > 0))
        {
            if (passage is [.., var last] && (last.Language != line.Language || last.Track != line.Track))
            {
                yield return passage;
                passage = [];
            }

            passage.Add(line);
        }

        if (passage.Count > 0)
        {
            yield return passage;
        }
    }

    /// <summary>The languages of what was said, in the order they were first heard.</summary>
    public static IEnumerable<string> Languages(TranscriptView transcript) => transcript.Interventions
        .SelectMany(intervention => intervention.Lines)
        .Where(line => PrintedText.OneLine(line.Text).Length > 0)
        .Select(line => PrintedText.OneLine(line.Language)).Distinct();

    /// <summary>The gaps after an intervention; 0 for those before the first.</summary>
    public static IEnumerable<SilenceView> Silences(TranscriptView transcript, int after) => transcript.Silences.Where(silence => silence.After == after);

    /// <summary>What stands where nobody knows the speaker.</summary>
    public const string Unknown = "Speaker not identified";

    /// <summary>Who spoke, as it is printed; null where nobody knows.</summary>
    public static string? SpeakerOf(InterventionView intervention) =>
        PrintedText.OneLine(intervention.Lines.FirstOrDefault()?.Speaker ?? intervention.Speaker ?? "") is { Length: > 0 } name ? name : null;

    /// <summary>Whom they spoke for; null where that is not known.</summary>
    public static string? AffiliationOf(InterventionView intervention) => PrintedText.OneLine(intervention.Affiliation ?? "") is { Length: > 0 } known ? known : null;
}

/// <summary>What was said on one agenda item without another coming between.</summary>
/// <param name="Item">The item; null before the first.</param>
/// <param name="Interventions">In order.</param>
internal sealed record Section(AgendaItemView? Item, List<InterventionView> Interventions);
