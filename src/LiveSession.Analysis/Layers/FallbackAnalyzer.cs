namespace LiveSession.Analysis.Layers;

/// <summary>Asks one analyzer, and another for what the first could not read this time. Such results say so, and are worth asking for again.</summary>
/// <param name="first">Who is asked.</param>
/// <param name="instead">Who stands in.</param>
public sealed class FallbackAnalyzer(ITextAnalyzer first, ITextAnalyzer instead) : ITextAnalyzer
{
    /// <summary>The code of the remark on results of whoever stood in.</summary>
    public const string StoodIn = "StoodIn";

    /// <summary>Whether a result is not that of whoever should have read it.</summary>
    /// <param name="result">The result.</param>
    public static bool IsProvisional(PassageAnalysis result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Outcome is AnalysisOutcome.Failed || result.Warnings.Any(warning => warning.Code == StoodIn);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(
        AnalysisKind kind, ImmutableArray<Passage> passages, CancellationToken cancellationToken = default)
    {
        var results = await first.AnalyzeAsync(kind, passages, cancellationToken);
        int[] failed = [.. Enumerable.Range(0, results.Length).Where(i => results[i].Outcome is AnalysisOutcome.Failed)];
        if (failed.Length == 0)
        {
            return results;
        }

        var others = await instead.AnalyzeAsync(kind, [.. failed.Select(i => passages[i])], cancellationToken);
        var whole = results.ToBuilder();
        foreach (var (i, other) in failed.Zip(others))
        {
            // What the other does not offer either stays a failure: it may still come.
            if (other.Outcome is AnalysisOutcome.Analysed)
            {
                whole[i] = other with { Warnings = other.Warnings.Add(new AnalysisFault(StoodIn, results[i].Fault?.Message ?? "")) };
            }
        }

        return whole.ToImmutable();
    }
}
