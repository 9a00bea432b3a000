using System.Globalization;
using System.Security.Cryptography;

namespace LiveSession.Analysis.Azure;

/// <summary>
/// Reads passages with an Azure AI Language resource. Long ones are cut at the ends of sentences and put together again; what the service says against
/// one passage never costs another its result.
/// </summary>
/// <param name="options">The resource.</param>
/// <param name="time">The clock.</param>
/// <param name="jobs">Remembers the jobs that are under way.</param>
public sealed class AzureLanguageAnalyzer(AzureLanguageOptions options, TimeProvider time, IPendingJobs jobs) : ITextAnalyzer
{
    /// <summary>How results of this analyzer are marked.</summary>
    public const string ProviderName = "azure";

    private readonly LanguageService _service = new(options, time);

    /// <summary>Whether the service is asked at all, and why not.</summary>
    public LanguageServiceStanding Standing => _service.Standing;

    /// <inheritdoc/>
    public async Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(
        AnalysisKind kind, ImmutableArray<Passage> passages, CancellationToken cancellationToken = default)
    {
        var what = LanguageKind.Of(kind);
        var parts = passages.Select(_ => new List<(Piece, PassageAnalysis)>()).ToArray();
        var pieces = passages.SelectMany((passage, i) => HasWords(passage) ? PassagePieces.Split(i, passage.Text) : []);
        foreach (var batch in pieces.Chunk(what.Documents))
        {
            var results = await ReadAsync(kind, what, batch, passages, cancellationToken);
            foreach (var (piece, result) in batch.Zip(results))
            {
                parts[piece.Passage].Add((piece, result));
            }
        }

        return [.. passages.Select((passage, i) => parts[i].Count > 0 ? PassagePieces.Merge(passage, parts[i]) : Empty(kind, passage))];
    }

    private async Task<PassageAnalysis[]> ReadAsync(
        AnalysisKind kind, LanguageKind what, Piece[] batch, ImmutableArray<Passage> passages, CancellationToken cancellationToken)
    {
        ImmutableArray<Passage> documents = [.. batch.Select((piece, i) => new Passage(Id(i), piece.Text, passages[piece.Passage].Language))];
        try
        {
            var answer = what.IsJob ? await JobAsync(kind, documents, cancellationToken) : await _service.AnalyzeAsync(kind, documents, cancellationToken);
            var byId = answer.ToLookup(result => result.Id);
            return [.. documents.Select(document => byId[document.Id].FirstOrDefault() is { } result
                ? Within(result, document.Text)
                : Failed(kind, document, new AnalysisFault("NoResult", "The language service left this passage out of its answer.")))];
        }
        catch (LanguageServiceException e)
        {
            return [.. documents.Select(document => Failed(kind, document, new AnalysisFault(e.Code, e.Message)))];
        }
    }

    private async Task<ImmutableArray<PassageAnalysis>> JobAsync(AnalysisKind kind, ImmutableArray<Passage> documents, CancellationToken cancellationToken)
    {
        var key = KeyOf(kind, documents);
        if (jobs.Find(key) is { } known)
        {
            var resumed = await _service.FinishAsync(kind, known, cancellationToken);
            jobs.Forget(key);
            if (resumed is { } results)
            {
                return results;
            }
        }

        var begun = await _service.BeginAsync(kind, documents, cancellationToken);
        jobs.Remember(key, begun);
        var finished = await _service.FinishAsync(kind, begun, cancellationToken);
        jobs.Forget(key);
        return finished ?? throw new LanguageServiceException(LanguageTrouble.Request, "OperationNotFound", "The language service lost a job that it had begun.");
    }

    // A place outside of the text is no place: whoever marks it up would fall over it.
    private static PassageAnalysis Within(PassageAnalysis result, string text) => result with
    {
        Entities = result.Entities.RemoveAll(entity => IsOutside(entity.Offset, entity.Length, text)),
        Links = [.. result.Links.Select(link => link with { Mentions = link.Mentions.RemoveAll(mention => IsOutside(mention.Offset, mention.Length, text)) })],
        Summary = [.. result.Summary.Select(sentence => sentence with { Sources = sentence.Sources.RemoveAll(span => IsOutside(span.Offset, span.Length, text)) })],
    };

    private static bool IsOutside(int offset, int length, string text) => offset < 0 || length < 0 || offset > text.Length - length;

    // The same texts asked the same way are the same job.
    private string KeyOf(AnalysisKind kind, ImmutableArray<Passage> documents) => string.Create(
        CultureInfo.InvariantCulture,
        $"{options.Endpoint}|{kind}|{options.ModelVersion}|{Convert.ToHexStringLower(SHA256.HashData(LanguageRequest.Write(kind, documents, options).Span))}");

    private static bool HasWords(Passage passage) => passage.Text.Any(char.IsLetterOrDigit);

    private static PassageAnalysis Empty(AnalysisKind kind, Passage passage) => new(passage.Id, kind, ProviderName, "")
    {
        Outcome = AnalysisOutcome.NotAnalysed,
        Fault = new AnalysisFault("EmptyText", "There are no words in this passage."),
    };

    private static PassageAnalysis Failed(AnalysisKind kind, Passage document, AnalysisFault fault) =>
        new(document.Id, kind, ProviderName, "") { Outcome = AnalysisOutcome.Failed, Fault = fault };

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);
}
