using LiveSession.Core.Captions;

namespace LiveSession.Core.Tests.Captions;

public sealed class GlossaryTests
{
    private static readonly GlossaryEntry Wgec = new("wgec", "Working Group on Enhanced Cooperation");
    private static readonly GlossaryEntry Un = new("ام", "الأمم المتحدة");

    [Fact]
    public void A_captioner_adds_short_forms() =>
        Given.Meeting().When(new ChangeGlossary([Wgec, Un], []), Cast.Captioner).Then(new GlossaryChanged([Wgec, Un], []));

    [Fact]
    public void A_short_form_gets_other_words_and_others_go()
    {
        var changed = Wgec with { Words = "the Working Group" };

        Given.Meeting().And(new GlossaryChanged([Wgec, Un], []))
            .When(new ChangeGlossary([changed], ["ام", "unknown"]))
            .Then(new GlossaryChanged([changed], ["ام"]));
    }

    [Fact]
    public void Upper_and_lower_case_are_the_same_short_form()
    {
        var state = Given.Meeting().And(new GlossaryChanged([Wgec], []), new GlossaryChanged([new("WGEC", "Other")], [])).State;

        state.Glossary.Entries.Values.ShouldBe([new GlossaryEntry("WGEC", "Other")]);
        Given.Meeting().When(new ChangeGlossary([Wgec, Wgec with { Form = "Wgec" }], [])).ThenRefused(Rejections.ShortFormTwice("wgec"));
    }

    [Fact]
    public void What_is_put_is_not_removed_in_the_same_breath() =>
        Given.Meeting().And(new GlossaryChanged([Wgec], []))
            .When(new ChangeGlossary([Wgec with { Words = "New" }], ["WGEC"]))
            .Then(new GlossaryChanged([Wgec with { Words = "New" }], []));

    [Fact]
    public void Entries_are_cleaned_like_every_text_from_outside() =>
        Given.Meeting().When(new ChangeGlossary([new(" wg\u202e ", "  Working\tGroup ")], [])).Then(new GlossaryChanged([new("wg", "Working Group")], []));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("(a)")]
    [InlineData("(a")]
    [InlineData("w/o")]
    [InlineData("e.g")]
    [InlineData("«a")]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghijk")]
    public void A_short_form_is_one_word(string form) =>
        Given.Meeting().When(new ChangeGlossary([new(form, "Long")], [])).ThenRefused(Rejections.BadShortForm(form));

    [Fact]
    public void Words_are_needed_and_have_a_limit()
    {
        Given.Meeting().When(new ChangeGlossary([new("wg", " ")], [])).ThenRefused(Rejections.Missing("what wg stands for"));
        Given.Meeting().When(new ChangeGlossary([new("wg", new string('x', 301))], [])).ThenRefused(Rejections.TextTooLong(300));
    }

    [Fact]
    public void What_stands_already_is_not_written_again()
    {
        var given = Given.Meeting().And(new GlossaryChanged([Wgec], []));

        given.When(new ChangeGlossary([Wgec], ["unknown"])).ThenRefused(Rejections.GlossaryUnchanged);
        given.When(new ChangeGlossary([Wgec, Un], [])).Then(new GlossaryChanged([Un], []));
    }

    [Fact]
    public void A_glossary_holds_as_many_entries_as_a_list()
    {
        var given = Given.Meeting().And(new GlossaryChanged([Wgec], [])) with { Limits = new() { ListLength = 10 } };
        ImmutableArray<GlossaryEntry> nine = [.. Enumerable.Range(0, 9).Select(index => new GlossaryEntry($"s{index}", "Long"))];

        given.When(new ChangeGlossary(nine, [])).Rejection.ShouldBeNull();
        given.When(new ChangeGlossary([.. nine, Un], [])).ThenRefused(Rejections.TooMany("short forms", 10));
        given.When(new ChangeGlossary([.. nine, Un], ["wgec"])).Rejection.ShouldBeNull();
    }
}
