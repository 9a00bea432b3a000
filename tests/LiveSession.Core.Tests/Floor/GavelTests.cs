using CsCheck;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

/// <summary>One person presides at a time, and the record says who.</summary>
public sealed class GavelTests
{
    private static readonly Actor[] Chairs = [Cast.Chair, Cast.ViceChair, Cast.SecondViceChair];

    private static readonly GivenSession Three =
        (Given.OpenSession() with { Meeting = Cast.WithViceChairs }).And(new FloorRequested(Cast.Rosa, null), new FloorRequested(Cast.Tomasz, null));

    private static readonly GivenSession Presided = Three.And(new GavelTaken(1, Cast.Chair.Name));

    [Fact]
    public void With_one_chair_there_is_no_gavel_to_hold()
    {
        var alone = Given.OpenSession().And(new FloorRequested(Cast.Rosa, null));

        alone.When(new GiveFloorToNext(0), Cast.Chair).Then(new FloorGranted(1, Cast.Rosa));
        SessionViews.ViewOf(alone.State, Cast.Programme, Cast.Planned).Gavel.ShouldBeNull();
    }

    [Fact]
    public void Of_several_chairs_whoever_presides_first_has_the_gavel()
    {
        Three.When(new GiveFloorToNext(0), Cast.ViceChair).Then(new GavelTaken(1, "Lin Hua"), new FloorGranted(1, Cast.Rosa));
        (Given.ScheduledSession() with { Meeting = Cast.WithViceChairs }).When(new OpenSession(), Cast.Chair)
            .Then(new SessionOpened(Cast.Meeting, Cast.Programme.Title, 3, Cast.Planned.Title), new GavelTaken(1, "Amina Diallo"));

        Three.When(new GiveFloorToNext(7), Cast.ViceChair).ThenRefused(Rejections.FloorHasMoved(null));
        Three.When(new SuspendSession(), Cast.Secretariat).Then(new SessionSuspended(null));
    }

    [Fact]
    public void Nobody_else_presides_meanwhile_and_the_refusal_says_who_does()
    {
        SessionCommand[] acts =
            [
                new OpenSession(), new SuspendSession(), new ResumeSession(), new CloseSession(), new TakeUpItem(Cast.Debate.Id), new GoOffTheRecord(), new GoOnTheRecord(),
                new GiveFloor(Cast.Rosa.Id, 0), new GiveFloorToNext(0), new GiveLastWord(Cast.Rosa.Id, 0), new ReAddLastSpeaker(0), new EndTurn(0),
                new CloseList(), new ReopenList(), new AdmitRequest(new RequestKey(Cast.Rosa.Id, SpeechKind.Statement)), new SetProcedure(Procedure.IgfMag),
            ];
        foreach (var act in acts)
        {
            Presided.When(act, Cast.ViceChair).ThenRefused(Rejections.GavelHeld("Amina Diallo"));
            Presided.When(act, Cast.Chair).Rejection.ShouldNotBe(Rejections.GavelHeld("Amina Diallo"));
        }

        Rejections.GavelHeld("Amina Diallo").Message.ShouldContain("rules 17 and 18");
    }

    [Fact]
    public void Other_chairs_help_as_the_secretariat_does()
    {
        Presided.When(new MoveRequest(new RequestKey(Cast.Tomasz.Id, SpeechKind.Statement), new RequestKey(Cast.Rosa.Id, SpeechKind.Statement)), Cast.ViceChair)
            .Then(new FloorRequestMoved(Cast.Tomasz.Id, null, 0));
        Presided.When(new RequestFloor(), Cast.ViceChair).Rejection.ShouldBeNull();
    }

    [Fact]
    public void The_gavel_is_handed_over_and_a_late_press_of_the_former_chair_is_refused()
    {
        Presided.When(new HandOverGavel(Cast.ViceChair.Id, 1), Cast.Chair).Then(new GavelHandedOver(2, Cast.ViceChair.Id, "Lin Hua"));

        var handed = Presided.And(new GavelHandedOver(2, Cast.ViceChair.Id, "Lin Hua"));
        handed.When(new GiveFloorToNext(0), Cast.Chair).ThenRefused(Rejections.GavelHeld("Lin Hua"));
        handed.When(new GiveFloorToNext(0), Cast.ViceChair).Then(new FloorGranted(1, Cast.Rosa));
        handed.When(new HandOverGavel(Cast.SecondViceChair.Id, 1), Cast.Chair).ThenRefused(Rejections.GavelHeld("Lin Hua"));
        SessionViews.ViewOf(handed.State, Cast.WithViceChairs, Cast.Planned).Gavel.ShouldBe(
            new GavelView(2, Cast.ViceChair.Id, "Lin Hua", Cast.Morning.AddSeconds(4)));
    }

    [Fact]
    public void What_was_meant_for_an_earlier_time_with_the_gavel_does_not_hand_it_over()
    {
        var back = Presided.And(new GavelHandedOver(2, Cast.ViceChair.Id, "Lin Hua"), new GavelHandedOver(3, Cast.Chair.Id, "Amina Diallo"));

        back.When(new HandOverGavel(Cast.SecondViceChair.Id, 1), Cast.Chair).ThenRefused(Rejections.GavelMoved);
        back.When(new HandOverGavel(Cast.SecondViceChair.Id, 3), Cast.Chair).Then(new GavelHandedOver(4, Cast.SecondViceChair.Id, "Piet Smit"));
    }

    [Fact]
    public void The_gavel_goes_to_somebody_else_who_may_preside()
    {
        Presided.When(new HandOverGavel(Cast.Chair.Id, 1), Cast.Chair).ThenRefused(Rejections.GavelYours);
        Presided.When(new HandOverGavel(Cast.Member.Id, 1), Cast.Chair).ThenRefused(Rejections.NobodyToPreside);
        Presided.When(new HandOverGavel(Cast.Stranger, 1), Cast.Chair).ThenRefused(Rejections.NobodyToPreside);
        Given.ScheduledSession().When(new TakeGavel(0), Cast.Chair).ThenRefused(Rejections.SessionNotOpen);
    }

    [Fact]
    public void Whoever_presides_and_is_gone_is_followed_in_the_order_of_the_roster()
    {
        Take(Cast.ViceChair).ThenRefused(Rejections.GavelHeld("Amina Diallo"));
        Take(Cast.ViceChair, (Cast.Chair, 14)).ThenRefused(Rejections.GavelNotYet(15));
        Take(Cast.ViceChair, (Cast.Chair, 15)).Then(new GavelTaken(2, "Lin Hua", TimeSpan.FromSeconds(15)));

        Take(Cast.SecondViceChair, (Cast.Chair, 29)).ThenRefused(Rejections.GavelNotYet(30));
        Take(Cast.SecondViceChair, (Cast.Chair, 30)).Then(new GavelTaken(2, "Piet Smit", TimeSpan.FromSeconds(30)));
        Take(Cast.SecondViceChair, (Cast.Chair, 15), (Cast.ViceChair, 3)).Then(new GavelTaken(2, "Piet Smit", TimeSpan.FromSeconds(15)));

        Take(Cast.Chair, (Cast.ViceChair, 60)).ThenRefused(Rejections.GavelYours);
        Presided.When(new TakeGavel(0), Cast.ViceChair, null, (Cast.Chair, 60)).ThenRefused(Rejections.GavelHeld("Amina Diallo"));
        Three.When(new TakeGavel(0), Cast.SecondViceChair).Then(new GavelTaken(1, "Piet Smit"));

        Outcome Take(Actor by, params (Actor, int)[] gone) => Presided.When(new TakeGavel(1), by, null, gone);
    }

    [Fact]
    public void The_roster_keeps_its_order_when_somebody_is_brought_up_to_date()
    {
        var updated = new GivenMeeting(Cast.WithViceChairs).And(Cast.Listing(Cast.Chair with { Affiliation = "Chair" })).State;

        updated.Chairs.Select(chair => chair.Name).ShouldBe(["Amina Diallo", "Lin Hua", "Piet Smit"]);
    }

    [Fact]
    public void A_gavel_in_the_hands_of_somebody_who_is_no_chair_any_more_is_nobodys()
    {
        var left = Presided with { Meeting = new GivenMeeting(Cast.WithViceChairs).And(new ParticipantRemoved(Cast.Chair.Id)).State };

        SessionViews.ViewOf(left.State, left.Meeting, Cast.Planned).Gavel.ShouldBeNull();
        left.When(new EndTurn(0), Cast.SecondViceChair).ThenRefused(Rejections.NobodyHasTheFloor);
        left.When(new GiveFloorToNext(0), Cast.SecondViceChair).Then(new GavelTaken(2, "Piet Smit"), new FloorGranted(1, Cast.Rosa));
    }

    [Fact]
    public void Whatever_three_chairs_press_only_whoever_presides_moves_the_floor() => Presses.Sample(
        presses => FaultOf(presses, SessionDecider.Decide) is null, iter: Iterations.Of(100));

    [Fact]
    public void A_former_chair_whose_press_counts_is_noticed() => Should.Throw<CsCheckException>(() => Presses.Sample(
        presses => FaultOf(presses, (state, command, context) => SessionDecider.Decide(
            SessionPermissions.Presides(command) ? state with { Presiding = PresidingState.Empty } : state, command, context with { Meeting = Cast.Programme })) is null,
        iter: 200));

    // Who presses what, on which screen: up to two changes of hands old.
    private static Gen<(int Who, int What, int Old, int Gone)[]> Presses { get; } =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 60]).Array[0, 60];

    // The model knows who was told that they preside, and nothing of folds.
    private static string? FaultOf((int Who, int What, int Old, int Gone)[] presses, Func<SessionState, SessionCommand, SessionContext, Decision> decide)
    {
        var session = Given.OpenSession() with { Meeting = Cast.WithViceChairs };
        var (presiding, number) = (default(ParticipantId?), 0);
        foreach (var (who, what, old, gone) in presses)
        {
            var by = Chairs[who];
            var screen = Math.Max(0, number - old);
            SessionCommand command = what switch
            {
                0 => new TakeGavel(screen),
                1 => new HandOverGavel(Chairs[(who + 1 + old) % 3].Id, screen),
                2 or 3 => new RequestFloorFor(null, $"Speaker {session.State.Cursor.Sequence}", "Hall", Place.Hall),
                4 => new EndTurn(session.State.Floor.TurnCount),
                5 => new CloseList(),
                6 => new ReopenList(),
                _ => new GiveFloorToNext(session.State.Floor.TurnCount),
            };
            var context = new SessionContext(CommandId.New(), by, session.Now, Cast.Session, session.Meeting, session.Limits)
            {
                Gone = presiding is { } absent && gone > 40 ? ImmutableDictionary<ParticipantId, TimeSpan>.Empty.Add(absent, TimeSpan.FromSeconds(gone)) : ImmutableDictionary<ParticipantId, TimeSpan>.Empty,
            };
            var decision = decide(session.State, command, context);
            if (decision.Events.Any(happened => happened is FloorGranted or FloorYielded or SpeakersListClosed or SpeakersListReopened) && presiding is { } holding && holding != by.Id)
            {
                return $"{by.Name} moved the floor and does not preside";
            }

            foreach (var (next, holder) in decision.Events.Select(happened => happened switch
            {
                GavelTaken taken => (taken.Number, by.Id),
                GavelHandedOver handed => (handed.Number, handed.To),
                _ => default,
            }).Where(change => change.Item1 > 0))
            {
                if (next != number + 1)
                {
                    return $"gavel {next} follows {number}";
                }

                (number, presiding) = (next, holder);
            }

            session = session.AndBy(by, [.. decision.Events]);
            if (session.State.Presiding.Gavel?.Holder != presiding || (session.State.Presiding.Gavel?.Number ?? 0) != number)
            {
                return "the state names somebody else than was told";
            }
        }

        return null;
    }
}
