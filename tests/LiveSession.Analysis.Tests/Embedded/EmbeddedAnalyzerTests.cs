using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.Tests.Embedded;

public sealed class EmbeddedAnalyzerTests
{
    private static readonly EmbeddedAnalyzer Analyzer = new(Gazetteer.With(["Amina OULD", "Pedro Sánchez"]));

    public static TheoryData<AnalysisKind> Kinds => [.. Enum.GetValues<AnalysisKind>()];

    [Theory]
    [InlineData("The distinguished delegate will now read the report.", "en")]
    [InlineData("Je voudrais remercier le groupe pour son rapport.", "fr")]
    [InlineData("Quisiera dar las gracias al grupo por su informe.", "es")]
    [InlineData("Уважаемые коллеги, начнём заседание.", "ru")]
    [InlineData("شكرا السيد الرئيس على التقرير", "ar")]
    [InlineData("谢谢主席，联合国秘书处的 ICANN 和 IETF 报告", "zh")]
    [InlineData("12345", "(Unknown)")]
    [InlineData("これは日本語のテストです", "(Unknown)")]
    public void Languages_are_told(string text, string language) => Read(AnalysisKind.Language, text).Language!.Code.ShouldBe(language);

    [Fact]
    public void Names_are_found_in_six_languages_and_share_one_key()
    {
        string[] texts =
        [
            "The representative of the Russian Federation has the floor.",
            "La Fédération de Russie a la parole.",
            "Tiene la palabra la Federación de Rusia.",
            "Слово имеет Российская Федерация.",
            "الكلمة لممثل الاتحاد الروسي",
            "请俄罗斯联邦代表发言",
        ];

        texts.Select(text => Read(AnalysisKind.Entities, text).Entities.Single(entity => entity.Category == "Delegation").Key).ShouldAllBe(key => key == "RU");
    }

    [Theory]
    [InlineData("The Chair gave the floor to Chad and to Egypt's delegation.", "TD EG")]
    [InlineData("Tell us about the chad and the jordan river.", "")]
    [InlineData("Nigeria, Niger and Guinea-Bissau spoke, then Guinea.", "NG NE GW GN")]
    [InlineData("Merci à l’Égypte et à la République de Corée.", "EG KR")]
    [InlineData("Who said what the who is?", "")]
    [InlineData("The ITU and the WTO answered.", "ITU WTO")]
    [InlineData("والهند ومصر", "IN EG")]
    public void A_name_is_a_whole_word_with_its_capitals(string text, string keys) =>
        string.Join(' ', Read(AnalysisKind.Entities, text).Entities.Select(entity => entity.Key)).ShouldBe(keys);

    [Theory]
    [InlineData("See A/RES/70/125, E/CN.16/2017/CRP.2 and A/C.2/78/L.43/Rev.1.", "A/RES/70/125 E/CN.16/2017/CRP.2 A/C.2/78/L.43/Rev.1")]
    [InlineData("Document L.73 and and/or 24/7 km/h A/B testing.", "L.73")]
    public void Documents_are_known_by_their_symbols(string text, string symbols)
    {
        var found = Read(AnalysisKind.Entities, text).Entities.Where(entity => entity.Category == "Document").ToList();

        string.Join(' ', found.Select(entity => entity.Text)).ShouldBe(symbols);
        found.ShouldAllBe(entity => entity.Link == null || entity.Link.AbsoluteUri.StartsWith("https://undocs.org/"));
    }

    [Fact]
    public void People_of_the_roster_are_found_by_their_family_name_too()
    {
        var found = Read(AnalysisKind.Entities, "I thank Ms. OULD, and Pedro Sánchez for his words.").Entities;

        found.Select(entity => (entity.Text, entity.Name)).ShouldBe([("OULD", "Amina OULD"), ("Pedro Sánchez", "Pedro Sánchez")]);
    }

    [Fact]
    public void Key_phrases_say_what_it_is_about_without_the_words_of_the_floor()
    {
        const string text = "Thank you, Mr. Chair. Enhanced cooperation on public policy issues pertaining to the Internet is our mandate. "
            + "Distinguished delegates, enhanced cooperation was asked for by the Tunis Agenda. The Tunis Agenda names public policy issues. Thank you, Ms. Sánchez.";
        var phrases = Read(AnalysisKind.KeyPhrases, text, "en").KeyPhrases.Select(phrase => phrase.ToLowerInvariant()).ToList();

        phrases.Take(5).ShouldContain(phrase => phrase.Contains("enhanced cooperation"));
        phrases.ShouldContain(phrase => phrase.Contains("public policy"));
        phrases.ShouldNotContain(phrase => phrase.Contains("chair") || phrase.Contains("thank") || phrase.Contains("sánchez") || phrase.Contains("distinguished"));
    }

    [Fact]
    public void A_summary_is_of_sentences_that_were_said_in_their_order()
    {
        const string text = "Good morning. The working group discusses enhanced cooperation on Internet policy. I see many friends here today. "
            + "Enhanced cooperation on Internet policy needs all governments. Some coffee is outside for everybody now. "
            + "The group will report on enhanced cooperation to the Commission. Internet policy belongs to all governments and the working group.";
        var summary = Read(AnalysisKind.ExtractiveSummary, text, "en").Summary;

        summary.Length.ShouldBe(3);
        summary.ShouldAllBe(sentence => text.Substring(sentence.Sources[0].Offset, sentence.Sources[0].Length) == sentence.Text);
        summary.Select(sentence => sentence.Sources[0].Offset).ShouldBeInOrder();
        summary.ShouldNotContain(sentence => sentence.Text.Contains("coffee") || sentence.Text.Contains("morning"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_breaks_on_what_is_no_speech(AnalysisKind kind)
    {
        string[] texts = ["", " \n ", "👩🏻‍👩🏽‍👧🏾‍👦🏿", "\ud83d half a character", "e\u0301\u0301\u0301", "<p><br/></p>", "....!!!", new string('a', 1_000_000), string.Concat(Enumerable.Repeat("One sentence of the session. ", 35_000)), "Bonjour, thank you, спасибо, 谢谢."];

        foreach (var text in texts)
        {
            var result = Read(kind, text);

            result.Entities.Concat(result.Links.SelectMany(link => link.Mentions)).ShouldAllBe(entity => text.Substring(entity.Offset, entity.Length) == entity.Text);
            (result.Provider, result.ModelVersion, result.Id).ShouldBe(("embedded", "1", "1"));
        }
    }

    [Fact]
    public void What_has_no_words_and_what_is_not_offered_is_not_analysed()
    {
        Read(AnalysisKind.KeyPhrases, "").Outcome.ShouldBe(AnalysisOutcome.NotAnalysed);
        Read(AnalysisKind.Sentiment, "I am pleased.").Fault!.Code.ShouldBe("NotOffered");
    }

    [Theory]
    [InlineData("Mr. Chair, I agree. It costs 3.5 million, i.e. much. Really? Yes!", 4)]
    [InlineData("主席先生，谢谢。我同意！", 2)]
    [InlineData("شكرا. هل توافقون؟ نعم.", 3)]
    [InlineData("J. Smith spoke for the U.N. yesterday.", 1)]
    public void Sentences_end_where_they_end(string text, int count) => Sentences.Of(text).Count.ShouldBe(count);

    private static PassageAnalysis Read(AnalysisKind kind, string text, string? language = null) => Analyzer.Analyze(kind, new Passage("1", text, language));
}
