using LiveSession.Analysis.PersonalData;

namespace LiveSession.Analysis.Layers;

/// <summary>Lets no personal data out that can be told by its pattern: it is masked, letter for letter, before anybody is asked.</summary>
/// <param name="inner">Who is asked.</param>
public sealed class MaskingAnalyzer(ITextAnalyzer inner) : ITextAnalyzer
{
    /// <inheritdoc/>
    public Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(AnalysisKind kind, ImmutableArray<Passage> passages, CancellationToken cancellationToken = default) =>
        inner.AnalyzeAsync(kind, [.. passages.Select(passage => passage with { Text = PersonalDataFinder.Mask(passage.Text, PersonalDataFinder.Find(passage.Text)) })], cancellationToken);
}
