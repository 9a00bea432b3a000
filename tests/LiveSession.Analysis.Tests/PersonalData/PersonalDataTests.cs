using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Testing.Analysis;

namespace LiveSession.Analysis.Tests.PersonalData;

public sealed class PersonalDataTests
{
    public static TheoryData<string> Sentences => [.. LabelledPersonalData.All.Select(sentence => sentence.Text)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void All_that_is_personal_in_a_sentence_is_found_and_nothing_else(string text)
    {
        var (_, expected) = LabelledPersonalData.All.Single(sentence => sentence.Text == text);

        Find(text).Entities.Select(found => (found.Category, found.Offset, found.Length)).ShouldBe(expected);
    }

    [Fact]
    public void Masked_text_is_as_long_as_it_was_and_offsets_count_code_units()
    {
        const string family = "👩🏻‍👩🏽‍👧🏾‍👦🏿";
        var result = Find($"{family} SSN: 859-98-0987 {family}");

        result.Entities.Single().Offset.ShouldBe(25);
        result.RedactedText.ShouldBe($"{family} SSN: *********** {family}");
    }

    [Theory]
    [InlineData("GB29 NWBK 6016 1331 9268 19", true)]
    [InlineData("GB29 NWBK 6016 1331 9268 91", false)]
    [InlineData("GB29 NWBK 6016 1331 9268", false)]
    public void An_account_has_its_check_digits_and_the_length_of_its_country(string account, bool valid) =>
        Find($"Account {account} here").Entities.Any(found => found.Category == "InternationalBankingAccountNumber").ShouldBe(valid);

    [Fact]
    public void A_number_that_goes_on_for_a_megabyte_ends()
    {
        var result = Find(new string('1', 1_000_000));

        result.Entities.ShouldBeEmpty();
        result.Warnings.Single().Code.ShouldBe("TextCut");
    }

    private static PassageAnalysis Find(string text) =>
        new EmbeddedAnalyzer(Gazetteer.Common).Analyze(AnalysisKind.PersonalData, new Passage("1", text));
}
