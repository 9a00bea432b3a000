using AngleSharp.Dom;
using LiveSession.Client.Floor;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Floor;

public sealed class StatementPageTests : ClientContext
{
    private static readonly StatementView English = new(Open.Id, Bo.Id, Bo.Name, Bo.Affiliation, "en", "Thank you, Chair.\nWe agree.", Ten);

    private static readonly StatementPageView View = new(Open, Entry(Bo), []) { MostLength = 20_000 };

    [Fact]
    public void A_speaker_finds_a_form_with_a_label_for_every_field_and_hears_who_will_read_it()
    {
        var page = Shown(View);

        var form = page.QuerySelector("form[method=post]")!;
        form.GetAttribute("action").ShouldBe("m/wgec-5/2/statement");
        form.QuerySelectorAll("label").Select(label => label.Words()).ShouldBe(["Language of the text", "What you are going to say", "Or open a document"]);
        form.QuerySelectorAll("select, textarea, input").Select(field => field.Id).ShouldBe(form.QuerySelectorAll("label").Select(label => label.GetAttribute("for")));
        form.Words().ShouldContain("You hand it in as Bo Lindqvist.");
        page.Words().ShouldContain("Captioners and the secretariat get the text before you speak");
        page.Words().ShouldContain("At most 20,000 characters.");
    }

    [Fact]
    public void What_was_handed_in_is_told_with_its_length_and_time_and_can_be_changed_and_taken_back()
    {
        var page = Shown(View with { Statements = [English], Language = "en", Text = English.Text });

        var list = page.QuerySelector(".statements")!;
        list.Words().ShouldContain("English · 5 words · handed in at 10:00, Zurich time (UTC+1)");
        list.QuerySelector("a")!.GetAttribute("href").ShouldBe("m/wgec-5/2/statement?language=en#text");
        list.QuerySelector("form")!.GetAttribute("action").ShouldBe("m/wgec-5/2/statement/withdraw");
        page.QuerySelector("textarea")!.TextContent.ShouldBe(English.Text);
    }

    [Fact]
    public void What_was_refused_stands_in_the_form_with_the_reason()
    {
        var page = Shown(View with { Language = "fr", Text = "Merci beaucoup.", Refused = Rejections.StatementTooLong(500) });

        page.QuerySelector("[role=alert]")!.Words().ShouldBe("The text is too long: at most 500 characters fit.");
        page.QuerySelector("textarea")!.TextContent.ShouldBe("Merci beaucoup.");
        page.QuerySelector("option[selected]")!.GetAttribute("value").ShouldBe("fr");
    }

    [Fact]
    public void Somebody_without_a_name_is_told_how_to_get_one_and_gets_no_form()
    {
        var page = Shown(View with { Me = null });

        page.QuerySelector("form[method=post]").ShouldBeNull();
        page.Words().ShouldContain("open the personal link you were sent");
        page.QuerySelector("a.button")!.GetAttribute("href").ShouldBe("m/wgec-5/2#ask");
    }

    [Fact]
    public void Of_a_closed_session_a_text_can_only_be_taken_back()
    {
        var page = Shown(View with { Session = Open with { Phase = SessionPhase.Closed }, Statements = [English] });

        page.QuerySelectorAll("form[method=post]").Select(form => form.GetAttribute("action")).ShouldBe(["m/wgec-5/2/statement/withdraw"]);
    }

    [Theory]
    [InlineData("en", "One  two\nthree.", 3)]
    [InlineData("fr-CH", "Un deux", 2)]
    [InlineData("zh", "谢谢主席。 我们同意。", 8)]
    [InlineData("zh-Hans", "谢谢", 2)]
    public void Words_are_counted_as_the_script_writes_them(string language, string text, int words) =>
        StatementWords.Count(English with { Language = language, Text = text }).ShouldBe(words);

    private IElement Shown(StatementPageView view) => Page<StatementPage>(page => page.Add(one => one.View, view), "/m/wgec-5/2/statement").Find("main");
}
