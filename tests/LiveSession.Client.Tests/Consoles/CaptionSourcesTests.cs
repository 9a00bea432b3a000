using LiveSession.Client.Captions;

namespace LiveSession.Client.Tests.Consoles;

public sealed class CaptionSourcesTests : ConsoleContext
{
    private static readonly CaptionSourceView Encoder = new(
        CaptionSourceId.New(), SessionId.New(), "Encoder in the hall", "floor", "fr", CaptionProtocol.Zoom, ParticipantId.New(), SampleSession.Ten, null);

    private static readonly CaptionSourceStanding Heard = new(
        Encoder, OnAir: false, Mine: true, SampleSession.Ten, "Merci, Madame", Missing: 2, NotAired: 3, Rejections.PenHeld("Lena Fisher"), HeldBy: null)
    {
        MissedAt = SampleSession.Ten,
        RefusedAt = SampleSession.Ten,
        Damages = [new("Cut", SampleSession.Ten)],
    };

    [Fact]
    public void What_is_heard_and_what_goes_wrong_is_said()
    {
        Software.Sources = [Heard with { HeldBy = "Lena Fisher" }];

        var text = Shown().Find(".sources").Words();

        text.ShouldContain("Merci, Madame");
        text.ShouldContain("Heard, not on air");
        text.ShouldContain("2 posts are missing.");
        text.ShouldContain("letters such as é");
        text.ShouldContain("Lena Fisher has the pen.");
        text.ShouldContain("What it sent was not aired: somebody else had the pen.");
    }

    [Fact]
    public void A_port_a_wrong_clock_and_damaged_letters_are_said_in_words()
    {
        Software.TakesStenography = true;
        Software.Sources = [Heard with
        {
            Port = new SourcePort("live.example:9740", IsOpen: true, "192.0.2.7"), ClockBehind = TimeSpan.FromMinutes(-3), Damages = [.. new[] { "TwiceEncoded", "Replaced", "QuestionMarks", "ControlCharacters", "OtherEncoding", "Escaped", "Directions", "Cut" }.Select(name => new SourceDamage(name, SampleSession.Ten))],
        }];

        var page = Shown();

        page.Markup.ShouldContain("live.example:9740");
        page.Markup.ShouldContain("connected from 192.0.2.7");
        page.Markup.ShouldContain("3 minutes fast");
        page.Markup.ShouldContain("encodes its text twice");
        page.Markup.ShouldNotContain("Sources.Damage");
        page.Field("What your software speaks").InnerHtml.ShouldContain(nameof(CaptionProtocol.Steno));
    }

    [Fact]
    public void What_is_heard_becomes_what_was_heard_last_when_nothing_more_comes()
    {
        Software.Sources = [Heard];
        var page = Shown();
        page.Find(".echo").Words().ShouldBe("We hear: Merci, Madame");

        Time.Advance(TimeSpan.FromSeconds(15));
        page.WaitForAssertion(() => page.Find(".echo").Words().ShouldBe("Last heard at 10:00, Zurich time (UTC+1): Merci, Madame"));
        page.Markup.ShouldContain("Heard, not on air");

        Time.Advance(TimeSpan.FromMinutes(2));
        page.WaitForAssertion(() => page.Markup.ShouldContain("Not on air; silent for a while"));
    }

    [Fact]
    public void What_went_wrong_says_when_and_is_over_when_it_did_not_happen_again()
    {
        Software.Sources = [Heard with { OnAir = true }];
        var page = Shown();
        page.FindAll(".note").Select(note => note.Words()).ShouldAllBe(note => note.EndsWith("Last at 10:00, Zurich time (UTC+1)."));
        page.FindAll(".note").Count.ShouldBe(3);

        Time.Advance(SourceTroubles.Lately);

        page.WaitForAssertion(() => page.FindAll(".note").ShouldBeEmpty());
        page.Markup.ShouldContain(
            "Earlier: text was refused, last at 10:00, Zurich time (UTC+1); letters arrived damaged, last at 10:00, Zurich time (UTC+1); posts went missing, last at 10:00, Zurich time (UTC+1)");
    }

    [Fact]
    public void A_program_that_was_turned_away_at_a_port_is_told_with_when_and_not_for_ever()
    {
        var port = new SourcePort("live.example:9740", IsOpen: true, From: null, new TurnedAway(Rejections.StenoAddressRefused("192.0.2.7"), SampleSession.Ten));
        Software.Sources = [Heard with { LastHeard = null, Refusal = null, Missing = 0, Damages = [], Port = port }];
        var page = Shown();
        page.Find(".note.warn").Words().ShouldStartWith("A program was turned away at 10:00, Zurich time (UTC+1):");
        page.Find(".note.warn").Words().ShouldContain("192.0.2.7");

        Time.Advance(SourceTroubles.Lately);

        page.WaitForAssertion(() => page.FindAll(".note").ShouldBeEmpty());
        page.Markup.ShouldNotContain("Earlier:");
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
        page.Button("Withdraw it").Click();

        Software.Sent.ShouldBe([new GivePen("floor", Encoder.Id.Writer, Force: false), Encoder.Id]);
    }

    [Fact]
    public void One_press_withdraws_nothing_and_says_what_another_will_do()
    {
        Software.Sources = [Heard];
        var page = Shown();

        page.Button("Withdraw").Click();

        page.Markup.ShouldContain("It is turned away at once, and its address never works again.");
        page.Find("[data-focus-first]").Words().ShouldBe("Leave it: Encoder in the hall");
        page.Button("Leave it").Click();
        page.HasButton("Withdraw").ShouldBeTrue();
        Software.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Each_address_stays_until_it_was_taken()
    {
        var page = Shown();
        foreach (var name in new[] { "First", "Second" })
        {
            page.Field("Name").Change(name);
            page.Find("form").Submit();
        }

        page.FindAll(".source-issued strong").Select(issued => issued.Words()).ShouldBe(["Second", "First"]);
        page.FindAll("input[readonly]").Select(address => address.Id).Distinct().Count().ShouldBe(2);
        page.FindAll("button").Single(button => button.TextContent == "Done: First").Click();

        page.FindAll(".source-issued strong").Select(issued => issued.Words()).ShouldBe(["Second"]);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Software_on_air_says_when_its_lines_name_nobody(bool onAir, bool nobodyHasTheFloor, bool said)
    {
        Software.Sources = [Heard with { OnAir = onAir }];

        Shown(nobodyHasTheFloor).Markup.Contains("its lines name nobody", StringComparison.Ordinal).ShouldBe(said);
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

    [Theory]
    [InlineData("fr", "fr")]
    [InlineData("floor", "en")]
    public void Software_on_a_language_channel_writes_in_that_language_unless_another_is_chosen(string track, string language)
    {
        var panel = Render<CaptionSources>(builder => builder.Add(one => one.Session, Encoder.Session).Add(one => one.Zone, "Europe/Zurich").Add(one => one.Track, track));
        panel.Field("Language").GetAttribute("value").ShouldBe(language);

        panel.Field("Language").Change("es");

        panel.Field("Language").GetAttribute("value").ShouldBe("es");
    }

    private IRenderedComponent<CaptionSources> Shown(bool nobodyHasTheFloor = false) =>
        Render<CaptionSources>(builder => builder.Add(panel => panel.Session, Encoder.Session).Add(panel => panel.Zone, "Europe/Zurich").Add(panel => panel.Track, "floor")
            .Add(panel => panel.NobodyHasTheFloor, nobodyHasTheFloor));
}
