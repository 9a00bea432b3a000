using LiveSession.Client.Transcript;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Transcript;

public sealed class TranscriptPageTests : ClientContext
{
    private static readonly SessionView Closed = Open with { Phase = SessionPhase.Closed, ClosedAt = Ten.AddHours(2) };

    private static readonly ImmutableArray<InterventionView> Said =
    [
        new(1, "Chair", "", null, null, Ten, [Line(3, "Good morning.")]),
        new(2, "Ana Souza", "Brazil", Place.Hall, First, Ten.AddMinutes(5), [Line(7, "Thank you."), Line(8, "We agree.", corrected: true)]),
        new(3, null, null, null, First, Ten.AddMinutes(9), [Line(12, "شكراً", language: "ar")]),
        new(4, "Bo Lindqvist", "Internet Society", Place.Remote, Second, Ten.AddMinutes(20), [Line(20, "Hello.")]),
    ];

    [Fact]
    public void Interventions_stand_under_the_item_they_were_made_on()
    {
        var page = Show(new(Closed, Said));

        page.FindAll("h2").Select(heading => heading.TextContent).ShouldBe(["Opening", "1. Adoption of the agenda", "2. Guiding question 1"]);
        page.FindAll("section h3").Select(heading => heading.TextContent).ShouldBe(["Chair", "Ana Souza", "Speaker not named", "Bo Lindqvist"]);
    }

    [Fact]
    public void An_intervention_says_who_for_whom_where_and_when() =>
        Show(new(Closed, Said)).Find("#i2 header").Words().ShouldBe("Ana Souza Brazil in the hall 10:05");

    [Fact]
    public void Interventions_and_lines_can_be_linked_to()
    {
        var page = Show(new(Closed, Said));

        page.Find("#i4 time a").GetAttribute("href").ShouldBe("m/wgec-5/2/transcript#i4");
        page.Find("#l12").GetAttribute("lang").ShouldBe("ar");
        page.Find("#l12").GetAttribute("dir").ShouldBe("auto");
        page.Find("#l8 small").TextContent.ShouldBe("corrected");
    }

    [Fact]
    public void It_can_be_taken_away_in_every_form() =>
        Show(new(Closed, Said)).FindAll("nav[aria-label=Download] a").Select(link => link.GetAttribute("href"))
            .ShouldBe(["m/wgec-5/2/transcript.html", "m/wgec-5/2/transcript.docx", "m/wgec-5/2/transcript.txt", "m/wgec-5/2/transcript.cart.txt", "m/wgec-5/2/transcript.vtt", "m/wgec-5/2/transcript.srt", "m/wgec-5/2/transcript.ttml", "m/wgec-5/2/transcript.json",
                "m/wgec-5/2/transcript.akn", "m/wgec-5/2/transcript.tei", "m/wgec-5/2/transcript.jsonl", "m/wgec-5/2/transcript.zip"]);

    [Fact]
    public void Its_standing_is_said_a_rough_transcript_or_one_that_still_grows()
    {
        Show(new(Closed, Said)).Find("main").Words().ShouldContain("Rough transcript: the captions as they were written");
        Show(new(Open, Said)).Find("main").Words().ShouldContain("this transcript grows with it. Follow it live");
    }

    [Fact]
    public void Before_the_first_word_it_says_so() =>
        Show(new(Open, [])).Find("main").Words().ShouldContain("Nothing has been said on the record yet.");

    [Fact]
    public void What_decided_who_speaks_is_told_on_demand_and_once()
    {
        ImmutableArray<CaptionLineView> lines =
        [
            Line(7, "One.") with { Rule = AttributionRule.Floor },
            Line(8, "Two.") with { Rule = AttributionRule.Floor },
            Line(8, "Three.") with { Rule = AttributionRule.Mark, Part = 2 },
        ];

        var page = Show(new(Closed, [Said[1] with { Lines = lines }]));

        page.Find("#i2 details").HasAttribute("open").ShouldBeFalse();
        page.Find("#i2 summary").TextContent.ShouldBe("How the speaker is known");
        page.FindAll("#i2 li").Select(rule => rule.TextContent).ShouldBe(
            ["The speaker had the floor when these words were said.", "The captioner wrote the name in the text."]);
        page.FindAll("#i2 p").Select(line => line.Id).ShouldBe(["l7", "l8", "l8-2"]);
    }

    [Fact]
    public void A_gap_is_seen_where_it_is_with_its_length()
    {
        var page = Show(new(Closed, Said) { Silences = [new(2, "Ana Souza", Ten.AddMinutes(6), TimeSpan.FromSeconds(135))] });

        page.Find("#i2 + p").Words().ShouldBe("10:06 No captions for 2 min 15 s while Ana Souza had the floor.");
    }

    private IRenderedComponent<TranscriptPage> Show(TranscriptView view) =>
        Page<TranscriptPage>(p => p.Add(page => page.View, view), "/m/wgec-5/2/transcript");
}
