namespace LiveSession.Analysis;

/// <summary>Reads passages of a transcript and says what they are about. Nothing of a meeting may wait for it.</summary>
public interface ITextAnalyzer
{
    /// <summary>One reading of every passage.</summary>
    /// <param name="kind">What to look for.</param>
    /// <param name="passages">The passages; each with an id of its own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One result for each passage, in their order: a passage that could not be read has a result that says so.</returns>
    Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(
        AnalysisKind kind, ImmutableArray<Passage> passages, CancellationToken cancellationToken = default);
}
