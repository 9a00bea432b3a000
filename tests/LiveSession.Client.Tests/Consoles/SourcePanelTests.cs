using LiveSession.Client.Captions;

namespace LiveSession.Client.Tests.Consoles;

/// <summary>What a captioner is told of their software while its panel is folded up, as it is at first.</summary>
public sealed class SourcePanelTests : ConsoleContext
{
    private static readonly CaptionSourceView Encoder = new(
        CaptionSourceId.New(), SessionId.New(), "Encoder in the hall", "floor", "fr", CaptionProtocol.Zoom, ParticipantId.New(), SampleSession.Ten, null);

    private static readonly CaptionSourceStanding Fine = new(
        Encoder, OnAir: true, Mine: true, SampleSession.Ten, "Merci", Missing: 0, NotAired: 0, Refusal: null, HeldBy: null)
    {
        MissedAt = SampleSession.Ten,
        RefusedAt = SampleSession.Ten,
    };

    private static readonly ImmutableArray<SourceDamage> Damaged = [new("TwiceEncoded", SampleSession.Ten)];

    [Fact]
    public void Nothing_is_said_while_all_is_well()
    {
        var console = Shown(Fine, Fine with { OnAir = false, LastHeard = null });

        console.Find(".software > summary").Words().ShouldBe("Captioning software");
        Told(console).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("damaged", "letters arrive damaged", "warn")]
    [InlineData("missing", "posts are missing", "warn")]
    [InlineData("refused", "text is refused", "trouble")]
    [InlineData("refused off air", "text is refused · heard, not on air", "warn")]
    [InlineData("off air", "heard, not on air", "")]
    [InlineData("everything", "text is refused · letters arrive damaged · posts are missing", "trouble")]
    public void Trouble_stands_on_the_fold_in_words_and_is_told_once(string what, string words, string tone)
    {
        var console = Shown(what switch
        {
            "damaged" => Fine with { Damages = Damaged },
            "missing" => Fine with { Missing = 2 },
            "refused" => Fine with { Refusal = Rejections.LineEmpty },
            "refused off air" => Fine with { OnAir = false, Refusal = Rejections.TooFast(50) },
            "off air" => Fine with { OnAir = false, Refusal = Rejections.PenHeld("Lena Fisher") },
            _ => Fine with { Damages = Damaged, Missing = 2, Refusal = Rejections.LineEmpty },
        });

        var state = console.Find(".software > summary .state");
        state.Words().ShouldBe(words);
        state.ClassList.Where(name => name is "warn" or "trouble").ShouldBe(tone is "" ? [] : [tone]);
        console.Find("details.software").HasAttribute("open").ShouldBeFalse();
        Told(console).ShouldBe($"Encoder in the hall: {words.Replace(" · ", ", ")}.");
    }

    [Fact]
    public void What_was_told_is_not_told_again_while_it_comes_and_goes()
    {
        var console = Shown(Fine with { Refusal = Rejections.TooFast(50) });
        Told(console).ShouldContain("text is refused");

        Software.Change(Fine);
        console.WaitForAssertion(() => Told(console).ShouldBeEmpty());
        Software.Change(Fine with { Refusal = Rejections.TooFast(50), Damages = Damaged });

        console.WaitForAssertion(() => Told(console).ShouldBe("Encoder in the hall: letters arrive damaged."));
        console.Find(".software > summary .state").Words().ShouldBe("text is refused · letters arrive damaged");
        Software.Change(Fine with { Refusal = Rejections.TooFast(50), Damages = [.. Damaged, new("Escaped", SampleSession.Ten)] });
        console.WaitForAssertion(() => Told(console).ShouldBe("Encoder in the hall: letters arrive damaged."));
    }

    [Fact]
    public void Trouble_goes_from_the_fold_when_it_did_not_come_again_and_is_told_again_when_it_does()
    {
        var console = Shown(Fine with { Damages = Damaged });
        console.Find(".software > summary .state").Words().ShouldBe("letters arrive damaged");

        Time.Advance(SourceTroubles.Lately);
        console.WaitForAssertion(() => console.FindAll(".software > summary .state").ShouldBeEmpty());
        Told(console).ShouldBeEmpty();
        Software.Change(Fine with { LastHeard = Time.GetUtcNow(), Damages = [new("TwiceEncoded", Time.GetUtcNow())] });

        console.WaitForAssertion(() => Told(console).ShouldBe("Encoder in the hall: letters arrive damaged."));
    }

    [Fact]
    public void Going_off_air_is_told_each_time()
    {
        var console = Shown(Fine with { OnAir = false });
        Told(console).ShouldContain("heard, not on air");

        Software.Change(Fine);
        console.WaitForAssertion(() => Told(console).ShouldBeEmpty());
        Software.Change(Fine with { OnAir = false });

        console.WaitForAssertion(() => Told(console).ShouldContain("heard, not on air"));
    }

    private IRenderedComponent<CaptionerConsole> Shown(params ImmutableArray<CaptionSourceStanding> sources)
    {
        Software.Sources = sources;
        return Captioner(FakeSessionStore.Of(SampleSession.Open, Role.Captioner));
    }

    private static string Told(IRenderedComponent<CaptionerConsole> console) => console.Find(".software + [role=status]").Words();
}
