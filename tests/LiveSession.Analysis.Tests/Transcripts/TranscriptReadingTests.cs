using LiveSession.Analysis.Azure;
using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Analysis.Transcripts;

namespace LiveSession.Analysis.Tests.Transcripts;

public sealed class TranscriptReadingTests
{
    private readonly EmbeddedAnalyzer _own = new(Gazetteer.Common);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_agenda_item_has_phrases_and_sentences_of_its_own_that_lead_to_who_said_them()
    {
        var analysis = await new TranscriptReading(_own).ReadAsync(
        [
            new Intervention(1, "Chair", "Good morning to all of you. We take up the programme of work.", "en"),
            new Intervention(2, "Brazil", "Submarine cables need an international treaty. The submarine cables of the south were cut twice.", "en") { Item = "3" },
            new Intervention(3, "Chile", "Submarine cables are repaired under the treaty of 1884.", "en") { Item = "3" },
            new Intervention(4, "Kenya", "School libraries need books. Books for school libraries are cheap.", "en") { Item = "4" },
        ], Cancellation);

        analysis.Items.Select(item => item.Item).ShouldBe(["3", "4"]);
        analysis.Items[0].KeyPhrases.ShouldContain(phrase => phrase.Contains("ubmarine cables", StringComparison.Ordinal));
        analysis.Items[1].KeyPhrases.ShouldContain(phrase => phrase.Contains("chool libraries", StringComparison.Ordinal));
        analysis.Items[1].KeyPhrases.ShouldNotContain(phrase => phrase.Contains("cables", StringComparison.Ordinal));
        analysis.Items[0].Summary.ShouldContain(new Quote("Submarine cables are repaired under the treaty of 1884.", 3));
        analysis.Items[1].Summary.ShouldAllBe(quote => quote.Intervention == 4);
    }

    [Fact]
    public async Task A_long_intervention_has_a_summary_and_a_short_one_has_none()
    {
        var analysis = await new TranscriptReading(_own).ReadAsync(
            [new Intervention(1, "A", "We agree.", "en"), new Intervention(2, "B", string.Concat(Enumerable.Range(0, 12).Select(i => $"The draft treaty on submarine cables has article {i} about repairs. ")), "en")], Cancellation);

        analysis.Interventions[0].Summary.ShouldBeEmpty();
        analysis.Interventions[1].Summary.Length.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_still_being_said_is_read_on_this_machine()
    {
        var service = new StandIn(_ => []);

        await new TranscriptReading(service, _own).ReadAsync(
            [new Intervention(1, "A", "We agree with the draft.", "en"), new Intervention(2, "B", "And we think", "en") { Growing = true }], Cancellation);

        service.Texts.ShouldAllBe(text => text == "We agree with the draft.");
        service.Texts.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Personal_data_with_check_digits_is_found_beside_the_service_and_what_a_record_is_made_of_is_none()
    {
        const string text = "Mr. Silva said on Monday: my card is 4111 1111 1111 1111, and my doctor lives in Rue X 5.";
        var service = new StandIn(kind => kind is AnalysisKind.PersonalData
            ? [new NamedEntity("Silva", "Person", 4, 5, 1), new NamedEntity("Monday", "DateTime", 18, 6, 1), new NamedEntity("Rue X 5", "Address", text.IndexOf("Rue", StringComparison.Ordinal), 7, 0.9)]
            : []);

        var analysis = await new TranscriptReading(service, _own).ReadAsync([new Intervention(1, "A", text, "en")], Cancellation);

        analysis.Interventions.Single().PersonalData.Select(entity => (entity.Category, entity.Text)).ShouldBe([("CreditCardNumber", "4111 1111 1111 1111"), ("Address", "Rue X 5")]);
    }

    private sealed class StandIn(Func<AnalysisKind, ImmutableArray<NamedEntity>> found) : ITextAnalyzer
    {
        public List<string> Texts { get; } = [];

        public Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(AnalysisKind kind, ImmutableArray<Passage> passages, CancellationToken cancellationToken = default)
        {
            Texts.AddRange(passages.Select(passage => passage.Text));
            return Task.FromResult<ImmutableArray<PassageAnalysis>>([.. passages.Select(passage => new PassageAnalysis(passage.Id, kind, AzureLanguageAnalyzer.ProviderName, "x") { Entities = found(kind) })]);
        }
    }
}
