using LiveSession.Core.Floor;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests.Floor;

/// <summary>Parts of the chair's work in other people's hands: each as far as it goes, as long as it lasts, until it is taken back.</summary>
public sealed class DutyTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly RequestKey OfRosa = new(Cast.Rosa.Id, SpeechKind.Statement);

    private static readonly RequestKey OfTomasz = new(Cast.Tomasz.Id, SpeechKind.Statement);

    private static readonly SessionCommand[] QueueWork =
        [
            new RequestFloorFor(null, "Ada Okoye", "Ghana", Place.Hall), new RequestFloorFor(null, "Ada Okoye", "Ghana", Place.Remote),
            new MoveRequest(OfTomasz, OfRosa), new WithdrawRequest(Cast.Tomasz.Id), new DeferRequest(Cast.Rosa.Id),
        ];

    private static readonly SessionCommand[] ClockWork =
        [new SetSpeakingTime(TimeSpan.FromMinutes(3)), new ExtendTurn(TimeSpan.FromMinutes(1), 1), new PauseClock(1), new ResumeClock(1)];

    private static readonly GivenSession Waiting = Given.OpenSession().And(
        new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa), new FloorRequested(Cast.Rosa, null), new FloorRequested(Cast.Tomasz, null));

    private static readonly Actor Helper = Cast.Captioner;

    [Theory]
    [InlineData(Duty.Queue)]
    [InlineData(Duty.Clock)]
    [InlineData(Duty.Hall)]
    public void A_duty_includes_its_own_work_and_no_other(Duty duty)
    {
        var given = Waiting.And(new DutyEntrusted(Helper.Id, Helper.Name, duty));

        foreach (var command in QueueWork.Concat(ClockWork))
        {
            var included = duty switch
            {
                Duty.Queue => QueueWork.Contains(command),
                Duty.Clock => ClockWork.Contains(command),
                _ => command is RequestFloorFor { Place: Place.Hall },
            };
            (given.When(command, Helper).Rejection != Rejections.NotAllowed).ShouldBe(included, command.ToString());
            Waiting.When(command, Helper).ThenRefused(Rejections.NotAllowed);
        }
    }

    [Theory]
    [InlineData(Duty.Queue)]
    [InlineData(Duty.Clock)]
    [InlineData(Duty.Hall)]
    public void No_duty_presides(Duty duty)
    {
        var given = Waiting.And(new DutyEntrusted(Cast.Member.Id, Cast.Member.Name, duty));

        foreach (var act in new SessionCommand[] { new GiveFloorToNext(1), new EndTurn(1), new CloseList(), new SuspendSession(), new CloseSession(), new EntrustDuty(Cast.Observer.Id, duty) })
        {
            given.When(act, Cast.Member).ThenRefused(Rejections.NotAllowed);
        }
    }

    [Fact]
    public void The_chair_and_the_secretariat_entrust_and_take_back()
    {
        Waiting.When(new EntrustDuty(Cast.Member.Id, Duty.Clock, Hour), Cast.Chair)
            .Then(new DutyEntrusted(Cast.Member.Id, "Rosa Quispe", Duty.Clock, Waiting.Now + Hour));
        Waiting.When(new EntrustDuty(Cast.Member.Id, Duty.Hall), Cast.Secretariat).Then(new DutyEntrusted(Cast.Member.Id, "Rosa Quispe", Duty.Hall));
        var entrusted = Waiting.And(new DutyEntrusted(Cast.Member.Id, "Rosa Quispe", Duty.Hall));
        entrusted.When(new WithdrawDuty(Cast.Member.Id, Duty.Hall), Cast.Chair).Then(new DutyWithdrawn(Cast.Member.Id, Duty.Hall));
        entrusted.When(new WithdrawDuty(Cast.Member.Id, Duty.Clock), Cast.Chair).ThenRefused(Rejections.NoSuchDuty);
    }

    [Fact]
    public void What_was_taken_back_or_ran_out_is_allowed_no_more()
    {
        var entrusted = Waiting.And(new DutyEntrusted(Helper.Id, Helper.Name, Duty.Clock, Cast.Morning.AddMinutes(30)));

        entrusted.AtMinute(29).When(new PauseClock(1), Helper).Then(new TurnClockPaused(1));
        entrusted.AtMinute(30).When(new PauseClock(1), Helper).ThenRefused(Rejections.NotAllowed);
        entrusted.And(new DutyWithdrawn(Helper.Id, Duty.Clock)).When(new PauseClock(1), Helper).ThenRefused(Rejections.NotAllowed);
    }

    [Fact]
    public void Once_more_changes_until_when()
    {
        var entrusted = Waiting.And(new DutyEntrusted(Cast.Member.Id, "Rosa Quispe", Duty.Clock));

        entrusted.When(new EntrustDuty(Cast.Member.Id, Duty.Clock), Cast.Chair).ThenRefused(Rejections.DutyUnchanged("Rosa Quispe"));
        var renewed = entrusted.And(new DutyEntrusted(Cast.Member.Id, "Rosa Quispe", Duty.Clock, Cast.Morning + Hour));
        renewed.State.Presiding.Duties.ShouldBe([new EntrustedDuty(Cast.Member.Id, "Rosa Quispe", Duty.Clock, Cast.Morning + Hour)]);
    }

    [Fact]
    public void Duties_are_for_listed_people_who_do_not_have_them_anyway()
    {
        var stranger = new ParticipantListed(Cast.Stranger, "Rosa Quispe", "Peru", StakeholderGroup.Unspecified, Role.Observer, null, SelfRegistered: true);
        var named = Waiting with { Meeting = new GivenMeeting(Cast.Programme).And(stranger).State };

        named.When(new EntrustDuty(Cast.Stranger, Duty.Clock), Cast.Chair).ThenRefused(Rejections.DutyForListed);
        Waiting.When(new EntrustDuty(Cast.Stranger, Duty.Clock), Cast.Chair).ThenRefused(Rejections.DutyForListed);
        Waiting.When(new EntrustDuty(Cast.Secretariat.Id, Duty.Clock), Cast.Chair).ThenRefused(Rejections.DutyUnchanged("Jonas Weber"));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(86_400, true)]
    [InlineData(86_401, false)]
    public void A_duty_lasts_a_minute_at_least_and_a_day_at_most(int seconds, bool taken) =>
        (Waiting.When(new EntrustDuty(Cast.Member.Id, Duty.Clock, TimeSpan.FromSeconds(seconds)), Cast.Chair).Rejection != Rejections.DutyOutOfRange).ShouldBe(taken);
}
