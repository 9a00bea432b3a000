using LiveSession.Client.Floor;

namespace LiveSession.Client.Tests.Consoles;

/// <summary>The gauge beside the chair's queue.</summary>
public sealed class FloorBalanceTests : ConsoleContext
{
    private static readonly FloorShares Shares = new(
        [
            new PlaceShare(Place.Hall, 6, 7, 5, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15)),
            new PlaceShare(Place.Remote, 4, 4, 1, TimeSpan.FromSeconds(395), TimeSpan.FromMinutes(5)),
        ],
        [new GroupShare(StakeholderGroup.Government, 6, 6, TimeSpan.FromMinutes(20), 2, 0), new GroupShare(StakeholderGroup.Business, 2, 0, TimeSpan.Zero, 0, 2)])
    {
        People = 10,
        Turns = 6,
        SpeakingTime = TimeSpan.FromMinutes(20),
    };

    private static readonly SpeakerView Rosa = new(ParticipantId.New(), "Rosa Quispe", "Peru", Place.Remote);

    [Fact]
    public void Hall_and_remote_side_are_told_apart_in_words_and_groups_in_a_table()
    {
        var balance = Show(Shares, null);

        balance.FindAll("section > p").Select(line => line.Words()).ShouldBe(
            ["In the hall 5 of 7 heard, median wait 2 min 0 s", "Remote 1 of 4 heard, median wait 6 min 35 s"]);
        balance.FindAll("tbody tr").Select(row => row.Words()).ShouldContain("Private sector 2 0 0 min 0 s (0 %) 0 2");
        balance.FindAll("button").ShouldBeEmpty();
    }

    [Fact]
    public void Advice_says_why_and_calls_only_when_it_is_pressed()
    {
        SessionCommand? run = null;
        var balance = Show(Shares, new FloorAdvice(AdviceReason.LongerWait, Rosa, SpeechKind.Statement, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(2)), command => run = command);

        balance.Find(".note").Words().ShouldStartWith("Remote participants wait 6 min 0 s, those in the hall 2 min 0 s. You could call Rosa Quispe next.");
        run.ShouldBeNull();
        balance.Find("button").Click();
        run.ShouldBe(new GiveFloor(Rosa.Id, SampleSession.Open.Floor.TurnCount, SpeechKind.Statement));

        Show(Shares, new FloorAdvice(AdviceReason.UnheardGroup, Rosa, SpeechKind.Statement, Group: StakeholderGroup.Business)).Find(".note").Words()
            .ShouldStartWith("Nobody of this group has had the floor yet: Private sector.");
    }

    [Fact]
    public void Nothing_is_said_before_anybody_asked() =>
        Show(new FloorShares([], []), null).FindAll("section").ShouldBeEmpty();

    private IRenderedComponent<FloorBalance> Show(FloorShares shares, FloorAdvice? advice, Action<SessionCommand>? run = null) => Render<FloorBalance>(parameters => parameters
        .Add(balance => balance.Session, SampleSession.Open).Add(balance => balance.Shares, shares).Add(balance => balance.Advice, advice)
        .Add(balance => balance.MayGive, true).Add(balance => balance.OnCommand, run ?? (_ => { })));
}
