using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Analysis.Layers;

namespace LiveSession.Analysis.Tests.Layers;

public sealed class AnalysisCacheTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cache");
    private readonly Asked _asked = new();

    private FileInfo File => new(Path.Combine(_folder.FullName, "session.json"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_read_is_not_asked_for_again_also_after_a_restart_and_under_another_id()
    {
        var before = new AnalysisCache();
        var first = await ReadAsync(before, new Passage("a", "Brazil spoke of A/RES/70/125.", "en"));
        before.Save(File);

        var again = await ReadAsync(AnalysisCache.Load(File), new Passage("b", "Brazil spoke of A/RES/70/125.", "en"));

        _asked.Times.ShouldBe(1);
        again.Id.ShouldBe("b");
        // As it was, with places, keys and links.
        again.Entities.ShouldBe(first.Entities);
        again.Entities.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Other_words_another_language_another_kind_and_another_model_are_asked_for()
    {
        var cache = new AnalysisCache();
        await ReadAsync(cache, new Passage("a", "The record.", "en"));
        await ReadAsync(cache, new Passage("a", "The records.", "en"));
        await ReadAsync(cache, new Passage("a", "The record.", "fr"));
        await new CachingAnalyzer(_asked, cache, "embedded", "1").AnalyzeAsync(AnalysisKind.KeyPhrases, [new Passage("a", "The record.", "en")], Cancellation);
        await new CachingAnalyzer(_asked, cache, "embedded", "2").AnalyzeAsync(AnalysisKind.Entities, [new Passage("a", "The record.", "en")], Cancellation);

        _asked.Times.ShouldBe(5);
    }

    [Fact]
    public async Task What_failed_is_not_kept()
    {
        var cache = new AnalysisCache();
        _asked.Fails = true;
        await ReadAsync(cache, new Passage("a", "The record."));
        _asked.Fails = false;

        (await ReadAsync(cache, new Passage("a", "The record."))).Outcome.ShouldBe(AnalysisOutcome.Analysed);
    }

    [Fact]
    public async Task Of_words_that_no_longer_stand_in_the_transcript_nothing_is_left_in_the_file()
    {
        var cache = new AnalysisCache();
        await ReadAsync(cache, new Passage("a", "Write to Brazil."));
        cache.Sweep();
        await ReadAsync(cache, new Passage("a", "Write to Chile."));
        cache.Sweep();
        cache.Save(File);

        System.IO.File.ReadAllText(File.FullName).ShouldContain("Chile");
        System.IO.File.ReadAllText(File.FullName).ShouldNotContain("Brazil");
    }

    [Fact]
    public void A_file_that_was_cut_is_as_good_as_none()
    {
        System.IO.File.WriteAllText(File.FullName, """{"abc":{"id":"1","ki""");

        AnalysisCache.Load(File).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Personal_data_is_masked_letter_for_letter_before_anybody_is_asked()
    {
        await new MaskingAnalyzer(_asked).AnalyzeAsync(AnalysisKind.Entities, [new Passage("a", "Write to jane@example.org, Brazil.")], Cancellation);

        _asked.Texts.ShouldBe(["Write to ****************, Brazil."]);
    }

    private async Task<PassageAnalysis> ReadAsync(AnalysisCache cache, Passage passage) =>
        (await new CachingAnalyzer(_asked, cache, "embedded", "1").AnalyzeAsync(AnalysisKind.Entities, [passage], Cancellation)).Single();

    private sealed class Asked : ITextAnalyzer
    {
        private readonly EmbeddedAnalyzer _own = new(Gazetteer.Common);

        public int Times { get; private set; }

        public List<string> Texts { get; } = [];

        public bool Fails { get; set; }

        public async Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(AnalysisKind kind, ImmutableArray<Passage> passages, CancellationToken cancellationToken = default)
        {
            Times += passages.Length;
            Texts.AddRange(passages.Select(passage => passage.Text));
            var results = await _own.AnalyzeAsync(kind, passages, cancellationToken);
            return Fails ? [.. results.Select(result => result with { Outcome = AnalysisOutcome.Failed })] : results;
        }
    }
}
