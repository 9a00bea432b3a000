using CsCheck;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Tests.Sessions;

/// <summary>What holds of every session, whatever people try in it.</summary>
public sealed class SessionPropertyTests
{
    [Fact]
    public void Replaying_the_stored_log_gives_every_state_it_went_through() => Holds(
        play =>
        {
            var replayed = SessionState.Empty;
            for (var index = 0; index < play.Stored.Count; index++)
            {
                replayed = replayed.Apply(EventCodec.Decode(play.Stored[index]));
                Play.TextOf(replayed).ShouldBe(Play.TextOf(play.States[index + 1]));
            }
        },
        iterations: 60);

    [Fact]
    public void The_same_commands_in_the_same_order_give_the_same_log() => Move.Sequences.Sample(
        moves => Play.Of(moves).Stored.Select(stored => stored.Hash).SequenceEqual(Play.Of(moves).Stored.Select(stored => stored.Hash)),
        iter: Iterations.Of(150));

    [Fact]
    public void Every_prefix_of_a_log_is_a_session_with_one_floor_and_one_queue() => Holds(
        play =>
        {
            foreach (var (state, sequence) in play.States.Select((state, index) => (state, index)))
            {
                state.Cursor.Sequence.ShouldBe(sequence);
                state.Floor.Turns.Count(turn => turn.EndedAt is null).ShouldBeLessThanOrEqualTo(1);
                state.Floor.Turns.SkipLast(1).ShouldAllBe(turn => turn.EndedAt != null);
                state.Floor.Turns.Select(turn => turn.Number).ShouldBe(Enumerable.Range(1, state.Floor.TurnCount));
                state.Floor.Turns.ShouldAllBe(turn => turn.EndedAt == null || turn.Since <= turn.EndedAt);
                var waiting = state.Floor.Queue.ConvertAll(request => (request.Speaker.Id, request.Kind));
                waiting.Distinct().Count().ShouldBe(waiting.Count);
                state.Floor.Queue.Count(request => request.Kind is not SpeechKind.PointOfOrder && request.Spoken is null).ShouldBeLessThanOrEqualTo(10);
                if (state.Floor.Speaking is { } turn)
                {
                    waiting.ShouldNotContain((turn.Speaker.Id, turn.Kind));
                    state.Phase.ShouldBe(SessionPhase.Open);
                }
            }
        },
        iterations: 200);

    [Fact]
    public void No_accepted_request_is_lost() => Holds(
        play =>
        {
            var (waiting, speaking) = (new HashSet<(ParticipantId, SpeechKind)>(), default((ParticipantId, SpeechKind)));
            var aside = new HashSet<(ParticipantId, SpeechKind)>();
            foreach (var (stored, state) in play.Stored.Zip(play.States.Skip(1)))
            {
                switch (EventCodec.Decode(stored).Event)
                {
                    case FloorRequested e:
                        waiting.Add((e.Speaker.Id, e.Kind ?? SpeechKind.Statement)).ShouldBeTrue();
                        aside.Remove((e.Speaker.Id, e.Kind ?? SpeechKind.Statement));
                        break;
                    case FloorRequestedLate e:
                        aside.Add((e.Speaker.Id, e.Kind ?? SpeechKind.Statement)).ShouldBeTrue();
                        break;
                    case FloorRequestAdmitted e:
                        aside.Remove((e.Speaker, e.Kind ?? SpeechKind.Statement)).ShouldBeTrue();
                        waiting.Add((e.Speaker, e.Kind ?? SpeechKind.Statement)).ShouldBeTrue();
                        break;
                    case QueueSetAside:
                        aside.UnionWith(waiting);
                        waiting.Clear();
                        break;
                    case FloorGranted e:
                        speaking = (e.Speaker.Id, e.Kind ?? SpeechKind.Statement);
                        waiting.Remove(speaking).ShouldBeTrue();
                        break;
                    case FloorRequestWithdrawn e:
                        var withdrawn = (e.Speaker, e.Kind ?? SpeechKind.Statement);
                        (waiting.Remove(withdrawn) | aside.Remove(withdrawn)).ShouldBeTrue();
                        break;
                    case FloorYielded { Reason: TurnEnd.Interrupted }:
                        waiting.Add(speaking).ShouldBeTrue();
                        break;
                    case SessionClosed:
                        waiting.Clear();
                        aside.Clear();
                        break;
                }

                state.Floor.Queue.Select(request => (request.Speaker.Id, request.Kind)).ShouldBe(waiting, ignoreOrder: true);
                state.Floor.Aside.Select(kept => (kept.Request.Speaker.Id, kept.Request.Kind)).Distinct().ShouldBe(aside, ignoreOrder: true);
            }
        });

    [Fact]
    public void Lines_stand_in_the_order_of_their_numbers_and_belong_to_who_spoke() => Holds(
        play =>
        {
            var turns = new List<(string Name, DateTimeOffset Since, DateTimeOffset? Until)>();
            foreach (var stored in play.Stored)
            {
                var happened = EventCodec.Decode(stored);
                switch (happened.Event)
                {
                    case FloorGranted e:
                        turns.Add((e.Speaker.Name, happened.At, null));
                        break;
                    case FloorYielded:
                        turns[^1] = turns[^1] with { Until = happened.At };
                        break;
                    case CaptionLineAdded e:
                        var line = play.State.Captions.FindLine(happened.Position.Sequence).ShouldNotBeNull();
                        var said = e.SpokenAt ?? happened.At;
                        var held = turns.LastOrDefault(turn => turn.Since <= said);
                        line.Speaker.ShouldBe(e.Speaker ?? (held.Until is null || said < held.Until ? held.Name : null));
                        break;
                }
            }

            var numbers = play.State.Captions.Lines.ConvertAll(line => line.Number);
            numbers.ShouldBe(numbers.Distinct().Order());
        });

    [Fact]
    public void Nothing_is_added_to_a_closed_session_but_corrections_and_what_is_decided_about_its_transcript() => Holds(
        play =>
        {
            foreach (var (stored, before) in play.Stored.Zip(play.States).Where(step => step.Second.Phase is SessionPhase.Closed))
            {
                (EventCodec.Decode(stored).Event is CaptionLineCorrected or PersonalDataDecided or AnalysisDismissed or AnalysisRestored).ShouldBeTrue();
            }
        });

    [Fact]
    public void Nothing_said_off_the_record_is_kept() => Holds(
        play =>
        {
            foreach (var (stored, before) in play.Stored.Zip(play.States).Where(step => step.Second.OffTheRecord))
            {
                EventCodec.Decode(stored).Event.ShouldNotBeOfType<CaptionLineAdded>();
            }
        });

    [Fact]
    public void A_transcript_holds_every_line_of_its_track_once_and_in_order() => Holds(
        play =>
        {
            var view = SessionViews.ViewOf(play.State, Cast.Programme, Cast.Planned);
            var interventions = TranscriptBuilder.Build(view, play.State, "en").Interventions;

            interventions.SelectMany(one => one.Lines).Select(line => line with { Rule = null, At = play.State.Captions.FindLine(line.Number)!.At }).ShouldBe(
                play.State.Captions.Lines.Where(line => line.Track == "en").Select(play.State.Publication.Published).Select(SessionViews.ViewOf));
            interventions.Select(one => one.Number).ShouldBe(Enumerable.Range(1, interventions.Length));
            interventions.ShouldAllBe(one => one.Lines.Length > 0 && one.Lines.All(line => line.Speaker == one.Speaker));
            foreach (var one in interventions)
            {
                one.Lines.Select(line => play.State.Captions.FindLine(line.Number)!.Item?.Id).Distinct().ShouldBe([one.Item?.Id]);
            }
        });

    [Fact]
    public void The_plays_reach_what_the_properties_speak_of()
    {
        Assert.SkipUnless(Iterations.AreMany, "LIVESESSION_LONG=0 leaves one attempt");
        var (accepted, turns, lines, closed) = (0, 0, 0, 0);
        Move.Sequences.Sample(
            moves =>
            {
                var play = Play.Of(moves);
                Interlocked.Add(ref accepted, play.Accepted);
                Interlocked.Add(ref turns, play.State.Floor.TurnCount);
                Interlocked.Add(ref lines, play.State.Captions.Lines.Count);
                Interlocked.Add(ref closed, play.State.Phase is SessionPhase.Closed ? 1 : 0);
            },
            iter: 100);

        accepted.ShouldBeGreaterThan(400);
        turns.ShouldBeGreaterThan(30);
        lines.ShouldBeGreaterThan(60);
        closed.ShouldBeGreaterThan(1);
    }

    private static void Holds(Action<Play> property, long iterations = 200) =>
        Move.Sequences.Sample(moves => property(Play.Of(moves)), iter: Iterations.Of(iterations));
}
