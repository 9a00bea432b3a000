namespace LiveSession.Analysis.Layers;

/// <summary>Asks for nothing twice.</summary>
/// <param name="inner">Who is asked.</param>
/// <param name="cache">What is known already.</param>
/// <param name="provider">How the results of whoever is asked are marked.</param>
/// <param name="model">Which version of its model is asked for.</param>
public sealed class CachingAnalyzer(ITextAnalyzer inner, AnalysisCache cache, string provider, string model) : ITextAnalyzer
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(
        AnalysisKind kind, ImmutableArray<Passage> passages, CancellationToken cancellationToken = default)
    {
        string[] keys = [.. passages.Select(passage => AnalysisCache.KeyOf(provider, model, kind, passage))];
        PassageAnalysis?[] known = [.. keys.Select(cache.Find)];
        int[] missing = [.. Enumerable.Range(0, known.Length).Where(i => known[i] is null)];
        var asked = missing.Length == 0 ? [] : await inner.AnalyzeAsync(kind, [.. missing.Select(i => passages[i])], cancellationToken);
        foreach (var (i, result) in missing.Zip(asked))
        {
            known[i] = result;
            cache.Keep(keys[i], result);
        }

        return [.. known.Zip(passages, (result, passage) => result! with { Id = passage.Id })];
    }
}
