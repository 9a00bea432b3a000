namespace LiveSession.Publishing.Transcript;

/// <summary>Interventions where a file holds lines only: consecutive words of one speaker.</summary>
internal static class Regrouped
{
    public static ImmutableArray<InterventionView> By(IEnumerable<CaptionLineView> lines)
    {
        var turns = new List<List<CaptionLineView>>();
        foreach (var line in lines)
        {
            if (turns is [.., [var first, ..] last] && first.Speaker == line.Speaker)
            {
                last.Add(line);
            }
            else
            {
                turns.Add([line]);
            }
        }

        return [.. turns.Select((said, index) => new InterventionView(index + 1, said[0].Speaker, null, null, null, said[0].At, [.. said]))];
    }
}
