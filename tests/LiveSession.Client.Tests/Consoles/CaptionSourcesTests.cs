using LiveSession.Client.Captions;

namespace LiveSession.Client.Tests.Consoles;

public sealed class CaptionSourcesTests : ConsoleContext
{
    private static readonly CaptionSourceView Encoder = new(
        CaptionSourceId.New(), SessionId.New(), "Encoder in the hall", "floor", "fr", CaptionProtocol.Zoom, ParticipantId.New(), SampleSession.Ten, null);

    private static readonly CaptionSourceStanding Heard = new(
        Encoder, OnAir: false, Mine: true, SampleSession.Ten, "Merci, Madame", Missing: 2, Mangled: 1, NotAired: 3, Rejections.PenHeld("Lena Fisher"), HeldBy: null);

    [Fact]
    public void What_is_heard_and_what_goes_wrong_is_said()
    {
        Software.Sources = [Heard];

        var text = Shown().Markup;

        text.ShouldContain("Merci, Madame");
        text.ShouldContain("Heard, not on air");
        text.ShouldContain("2 posts are missing.");
        text.ShouldContain("letters such as é");
        text.ShouldContain("Lena Fisher");
    }

    [Fact]
    public void A_port_a_wrong_clock_and_damaged_letters_are_said_in_words()
    {
        Software.TakesStenography = true;
        Software.Sources = [Heard with
        {
            Port = new SourcePort("live.example:9740", IsOpen: true, "192.0.2.7"), ClockBehind = TimeSpan.FromMinutes(-3), Damages = ["TwiceEncoded", "Replaced", "QuestionMarks", "ControlCharacters", "OtherEncoding", "Escaped", "Directions"],
        }];

        var page = Shown();

        page.Markup.ShouldContain("live.example:9740");
        page.Markup.ShouldContain("connected from 192.0.2.7");
        page.Markup.ShouldContain("3 minutes fast");
        page.Markup.ShouldContain("encodes its text twice");
        page.Markup.ShouldNotContain("Sources.Damage");
        page.Field("What your software speaks").InnerHtml.ShouldContain(nameof(CaptionProtocol.Steno));
    }

    [Theory]
    [InlineData("en-CA", "says that its words are in English (Canada); it was let in for français")]
    [InlineData("english", "says that its words are in “english”, which is no language known here")]
    public void A_language_that_the_software_gets_wrong_is_said_in_words(string named, string words)
    {
        Software.Sources = [Heard with { OtherLanguage = named }];

        Shown().Markup.ShouldContain(words);
    }

    [Fact]
    public void An_address_is_shown_once_with_what_to_do_with_it()
    {
        var page = Shown();
        page.Field("Name").Change("My steno");
        page.Field("What your software speaks").Change(nameof(CaptionProtocol.StreamText));
        page.Find("form").Submit();

        Software.Sent.ShouldBe([("My steno", "floor", "en", CaptionProtocol.StreamText)]);
        page.Field("Address for your software").GetAttribute("value").ShouldBe("https://live.example/closedcaption?signature=S");
        page.Markup.ShouldContain("StreamText is to post to");
        page.Button("Done").Click();
        page.Markup.ShouldNotContain("signature=S");
    }

    [Fact]
    public void A_refusal_is_said_and_what_was_typed_stays()
    {
        Software.Refusal = Rejections.NotAllowed;
        var page = Shown();
        page.Field("Name").Change("My steno");

        page.Find("form").Submit();

        page.Find("[role=alert]").TextContent.Trim().ShouldNotBeEmpty();
        page.Field("Name").GetAttribute("value").ShouldBe("My steno");
    }

    [Fact]
    public void A_source_is_put_on_air_and_withdrawn()
    {
        Software.Sources = [Heard];
        var page = Shown();

        page.Button("Put on air").Click();
        page.Button("Withdraw").Click();

        Software.Sent.ShouldBe([new GivePen("floor", Encoder.Id.Writer, Force: false), Encoder.Id]);
    }

    [Fact]
    public void Whoever_is_writing_is_interrupted_only_by_saying_so_twice()
    {
        Software.Sources = [Heard with { HeldBy = "Lena Fisher" }];
        var page = Shown();

        page.Button("Put on air").Click();
        Software.Sent.ShouldBeEmpty();
        page.Find("[role=status].warn").TextContent.ShouldContain("Lena Fisher is writing and did not offer the pen");
        page.Button("Leave it").Click();
        page.HasButton("Put on air anyway").ShouldBeFalse();
        Software.Sent.ShouldBeEmpty();

        page.Button("Put on air").Click();
        page.Button("Put on air anyway").Click();

        Software.Sent.ShouldBe([new GivePen("floor", Encoder.Id.Writer, Force: true)]);
    }

    [Fact]
    public void The_question_goes_when_whoever_was_writing_stops_meanwhile()
    {
        Software.Sources = [Heard with { HeldBy = "Lena Fisher" }];
        var page = Shown();
        page.Button("Put on air").Click();

        Software.Change(Heard);

        page.WaitForAssertion(() => page.HasButton("Put on air anyway").ShouldBeFalse());
        page.Button("Put on air").Click();
        Software.Sent.ShouldBe([new GivePen("floor", Encoder.Id.Writer, Force: false)]);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void What_happens_after_a_silence_is_asked_wherever_two_can_write(int writers, bool asked)
    {
        Software.Takeover = new(TimeSpan.FromSeconds(20), writers);

        var options = Shown().FindAll("option[selected]").Select(option => option.GetAttribute("value"));

        options.Contains("20").ShouldBe(asked);
    }

    [Fact]
    public void The_silence_before_a_takeover_is_set_for_the_track()
    {
        Shown().Field("If whoever is on air falls silent").Change("10");

        Software.Sent.ShouldBe([new SetTakeover("floor", TimeSpan.FromSeconds(10))]);
    }

    [Fact]
    public void News_of_a_source_is_shown_as_it_comes()
    {
        var page = Shown();

        Software.Change(Heard with { OnAir = true, Refusal = null, Echo = "Bonjour" });

        page.WaitForAssertion(() => page.Markup.ShouldContain("Bonjour"));
        page.HasButton("Put on air").ShouldBeFalse();
    }

    private IRenderedComponent<CaptionSources> Shown() =>
        Render<CaptionSources>(builder => builder.Add(panel => panel.Session, Encoder.Session).Add(panel => panel.Track, "floor"));
}
