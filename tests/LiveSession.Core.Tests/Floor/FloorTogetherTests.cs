using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

/// <summary>
/// Five people work the floor at random for a while: two chairs, the secretariat, a member and an observer, each from a screen that may be a
/// few events old. A simple model that knows commands and answers, and neither events nor folds, says what must hold; three planted bugs show
/// that it would notice.
/// </summary>
public sealed class FloorTogetherTests
{
    private const int Steps = 200;

    private delegate Decision Deciding(SessionState state, SessionCommand command, SessionContext context);

    [Fact]
    public void Whatever_five_people_press_there_is_one_order_one_holder_and_no_request_lost()
    {
        // 10,000 presses in the gate, a million with LIVESESSION_LONG=1.
        for (var seed = 0; seed < Iterations.Of(50); seed++)
        {
            FaultOf(seed, SessionDecider.Decide).ShouldBeNull($"seed {seed}");
        }
    }

    [Fact]
    public void A_turn_that_is_not_ended_before_the_next_is_noticed() => IsNoticed(
        (state, command, context) => SessionDecider.Decide(state, command, context) is { Rejection: null } decision
            && decision.Events.Any(happened => happened is FloorGranted)
            ? Decision.Accept([.. decision.Events.Where(happened => happened is not FloorYielded)])
            : SessionDecider.Decide(state, command, context));

    [Fact]
    public void A_press_on_a_turn_that_is_over_and_counts_all_the_same_is_noticed() => IsNoticed(
        (state, command, context) => SessionDecider.Decide(
            state, command is GiveFloorToNext ? new GiveFloorToNext(state.Floor.TurnCount) : command, context));

    [Fact]
    public void A_request_that_gets_lost_when_it_is_moved_is_noticed() => IsNoticed(
        (state, command, context) => SessionDecider.Decide(state, command, context) is { Events: [FloorRequestMoved moved] }
            ? new FloorRequestWithdrawn(moved.Speaker, moved.Kind)
            : SessionDecider.Decide(state, command, context));

    private static void IsNoticed(Deciding bug) =>
        Enumerable.Range(0, 20).Select(seed => FaultOf(seed, bug)).ShouldContain(fault => fault != null);

    // What went wrong first; null when nothing did.
    private static string? FaultOf(int seed, Deciding decide)
    {
        var (people, model, opened) = (new People(seed), new Model(), Given.OpenSession());
        var session = opened;
        var seen = new List<SessionState> { session.State };
        var stored = new List<LoggedEvent>();
        for (var step = 0; step < Steps; step++)
        {
            // A screen is up to three changes behind.
            var (by, command) = people.Press(seen[Math.Max(0, seen.Count - 1 - people.Below(4))], session.State);
            var before = session.State;
            var context = new SessionContext(CommandId.From(new Guid(step + 1, 0, 0, new byte[8])), by, session.Now, Cast.Session, Cast.Programme, session.Limits);
            var decision = decide(before, command, context);
            foreach (var happened in decision.Events)
            {
                var logged = Given.Next(LogId.Of(Cast.Session), session.State.Cursor, session.Now, by.Id, context.Command, happened);
                stored.Add(logged);
                session = session with { State = session.State.Apply(logged), Now = session.Now.AddSeconds(1) };
            }

            seen.Add(session.State);
            if (model.FaultAfter(command, by, context, decision, before.Floor, session.State.Floor) is { } fault)
            {
                return $"{fault} (step {step}: {command} by {by.Name})";
            }
        }

        var replayed = stored.Aggregate(opened.State, (state, logged) => state.Apply(logged));
        return Sessions.Play.TextOf(replayed) == Sessions.Play.TextOf(session.State) ? null : "replaying the log gives another state";
    }

    /// <summary>Who presses what, always the same for a seed.</summary>
    private sealed class People(int seed)
    {
        private static readonly Actor SecondChair = Cast.Chair with { Id = ParticipantId.From(new Guid(77, 0, 0, new byte[8])), Name = "Second chair" };
        private static readonly Actor[] Five = [Cast.Chair, SecondChair, Cast.Secretariat, Cast.Member, Cast.Observer];

#pragma warning disable CA5394 // Not a secret: the same seed has to be the same play.
        private readonly Random _random = new(seed);

        public int Below(int most) => _random.Next(most);
#pragma warning restore CA5394

        public (Actor By, SessionCommand Command) Press(SessionState screen, SessionState now)
        {
            var (by, turn) = (Five[Below(Five.Length)], screen.Floor.TurnCount);
            SessionCommand command = Below(20) switch
            {
                < 5 when by.Role is Role.Chair or Role.Secretariat =>
                    new RequestFloorFor(null, $"Speaker {now.Cursor.Sequence}", "Hall", Place.Hall, Kind: (SpeechKind)Below(5)),
                < 7 => new RequestFloor(Kind: (SpeechKind)Below(5)),
                7 or 8 => new GiveFloorToNext(turn),
                9 => new GiveFloor(Any(screen).Of, turn),
                10 => new EndTurn(turn),
                11 => new YieldFloor(),
                12 or 13 => new MoveRequest(Any(screen), Below(3) == 0 ? null : Any(screen)),
                14 => new DeferRequest(Below(2) == 0 ? null : Any(screen).Of),
                15 => new WithdrawRequest(Below(2) == 0 ? null : Any(screen).Of),
                16 => Below(2) == 0 ? new CloseList(TimeSpan.FromSeconds(Below(20))) : new ReopenList(),
                17 => new AdmitRequest(screen.Floor.Aside is { Count: > 0 } aside ? aside[Below(aside.Count)].Request.Key : Any(screen)),
                18 => Below(8) == 0 ? new GiveLastWord(Any(screen).Of, turn) : new ReAddLastSpeaker(turn),
                _ => Below(2) == 0 ? new PauseClock(turn) : new ResumeClock(turn),
            };
            return (by, command);
        }

        private RequestKey Any(SessionState screen) =>
            screen.Floor.Queue is { Count: > 0 } queue ? queue[Below(queue.Count)].Key : new RequestKey(Cast.Stranger, SpeechKind.Statement);
    }

    /// <summary>What everybody was promised so far.</summary>
    private sealed class Model
    {
        private readonly HashSet<RequestKey> _promised = [];
        private RequestKey? _speaking;

        public string? FaultAfter(SessionCommand command, Actor by, SessionContext context, Decision decision, FloorState before, FloorState after)
        {
            if (decision.Rejection is not null)
            {
                return Sessions.Play.TextOf(SessionState.Empty with { Floor = before }) == Sessions.Play.TextOf(SessionState.Empty with { Floor = after })
                    ? null
                    : "a refused command changed something";
            }

            var turn = command switch { GiveFloorToNext c => c.AfterTurn, GiveFloor c => c.AfterTurn, EndTurn c => c.AfterTurn, GiveLastWord c => c.AfterTurn, _ => (int?)null };
            if (turn is { } pressed && pressed != before.TurnCount)
            {
                return "a press on a turn that was over counted";
            }

            Keep(command, by, context, before, after);
            var (kept, speaking) = (after.Queue.Select(request => request.Key).Concat(after.Aside.Select(aside => aside.Request.Key)).ToList(), after.Speaking);
            return after.Turns.Count(one => one.EndedAt is null) > 1 ? "two people have the floor"
                : (speaking is null ? null : new RequestKey(speaking.Speaker.Id, speaking.Kind)) != _speaking ? "somebody else has the floor than was called"
                : kept.Distinct().Count() != kept.Count ? "somebody waits twice"
                : !_promised.SetEquals(kept) ? "a request was lost, or nobody made it"
                : null;
        }

        // From the command and its acceptance alone, but for whom "the first" meant and whether an interruption took place.
        private void Keep(SessionCommand command, Actor by, SessionContext context, FloorState before, FloorState after)
        {
            switch (command)
            {
                case RequestFloor c:
                    _promised.Add(new RequestKey(by.Id, c.Kind));
                    break;
                case RequestFloorFor c:
                    _promised.Add(new RequestKey(ParticipantId.From(context.Command.Value), c.Kind));
                    break;
                case ReAddLastSpeaker:
                    _promised.Add(new RequestKey(before.SpokeLast!.Speaker.Id, before.SpokeLast.Kind));
                    break;
                case WithdrawRequest c:
                    _promised.Remove((before.Find(c.Of ?? by.Id) ?? before.FindAside(c.Of ?? by.Id)!.Request).Key);
                    break;
                case GiveFloorToNext:
                    Give(before.Queue[0].Key, before);
                    break;
                case GiveFloor c:
                    Give(before.Find(c.To)!.Key, before);
                    break;
                case GiveLastWord c:
                    Give(before.Find(c.To)!.Key, before);
                    break;
                case EndTurn or YieldFloor:
                    _speaking = null;
                    break;
            }
        }

        private void Give(RequestKey called, FloorState before)
        {
            if (_speaking is { } speaking && before.Find(called.Of, called.Kind)!.Spoken is null && FloorOrder.Interrupts(called.Kind, speaking.Kind))
            {
                _promised.Add(speaking);
            }

            _promised.Remove(called);
            _speaking = called;
        }
    }
}
