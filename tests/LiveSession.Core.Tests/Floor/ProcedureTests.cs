using CsCheck;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

/// <summary>Rules of procedure as data: every clause lets something happen, refuses something else, and says where it stands.</summary>
public sealed class ProcedureTests
{
    private static readonly GivenSession Spoken = Given.OpenSession().And(
        new FloorRequested(Cast.Tomasz, null), new FloorGranted(1, Cast.Tomasz), new FloorYielded(1, TurnEnd.Chair));

    public static TheoryData<Procedure, int> Clauses =>
        new(from rules in ProcedureRules.All from index in Enumerable.Range(0, rules.Clauses.Length) select (rules.Procedure, index));

    [Theory]
    [MemberData(nameof(Clauses))]
    public void A_clause_allows_refuses_and_says_where_it_stands(Procedure procedure, int index)
    {
        var clause = ProcedureRules.Of(procedure).Clauses[index];
        var given = Spoken.And([.. Spoken.When(new SetProcedure(procedure), Cast.Chair).Events]);

        clause.Source.Length.ShouldBeGreaterThan(10);
        switch (clause)
        {
            case KindClause { For: Askers.Members } kind:
                given.When(new RequestFloor(Kind: kind.Kind), Cast.Member).Rejection.ShouldBeNull();
                given.When(new RequestFloor(Kind: kind.Kind), Cast.Observer).ThenRefused(Rejections.KindForMembersHere(clause.Source));
                break;
            case KindClause { For: Askers.Nobody } kind:
                given.When(new RequestFloor(), Cast.Member).Rejection.ShouldBeNull();
                given.When(new RequestFloor(Kind: kind.Kind), Cast.Member).ThenRefused(Rejections.KindUnknownHere(clause.Source));
                given.When(new RequestFloorFor(null, "Ada Okoye", "Ghana", Place.Hall, Kind: kind.Kind), Cast.Chair).ThenRefused(Rejections.KindUnknownHere(clause.Source));
                break;
            case TimeClause time:
                var granted = given.And(new FloorRequested(Cast.Rosa, null, Kind(time.Kind)), new FloorGranted(2, Cast.Rosa, Kind(time.Kind)));
                granted.State.Floor.LimitOf(granted.State.Floor.Speaking!).ShouldBe(time.Limit);
                granted.State.Floor.Speaking!.SpokenAt(granted.State.Floor.Speaking.Since + time.Limit + TimeSpan.FromSeconds(1)).ShouldBeGreaterThan(time.Limit);
                break;
            case PlaceClause { Order: PlaceOrder.Alternating }:
                NamesAfter(given, "h1", "h2", "r1").ShouldBe(["h1", "r1", "h2"]);
                break;
            case PlaceClause:
                NamesAfter(given, "h1", "h2", "r1").ShouldBe(["h1", "h2", "r1"]);
                break;
            case PrecedenceClause { First: Precedence.MembersFirst }:
                Called(given.And(new FloorRequested(Cast.Tomasz, null)), Cast.Member).ShouldBe(["Rosa Quispe", "Tomasz Nowak"]);
                Called(given.And(new FloorRequested(Cast.Rosa, null)), Cast.Observer).ShouldBe(["Rosa Quispe", "Tomasz Nowak"]);
                break;
            case PrecedenceClause:
                Called(given.And(new FloorRequested(Cast.Tomasz, null)), Cast.Member).ShouldBe(["Tomasz Nowak", "Rosa Quispe"]);
                Called(given.And(new FloorRequested(Cast.Rosa, null)), Cast.Observer).ShouldBe(["Tomasz Nowak", "Rosa Quispe"]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    [Fact]
    public void Every_body_has_its_rules_once() =>
        ProcedureRules.All.Select(rules => rules.Procedure).ShouldBe(Enum.GetValues<Procedure>());

    [Fact]
    public void Rules_are_put_in_force_on_the_record_with_their_times_and_changed_with_the_phase()
    {
        Spoken.When(new SetProcedure(Procedure.PublicForum), Cast.Secretariat).Then(
            new ProcedureSet(Procedure.PublicForum, PlaceOrder.Alternating, Precedence.None),
            new SpeakingTimeSet(TimeSpan.FromMinutes(2)), new SpeakingTimeSet(TimeSpan.FromMinutes(2), SpeechKind.Reply));

        var forum = Spoken.And(new ProcedureSet(Procedure.PublicForum, PlaceOrder.Alternating, Precedence.None));
        forum.When(new SetProcedure(Procedure.PublicForum), Cast.Chair).ThenRefused(Rejections.ProcedureUnchanged);
        forum.When(new SetProcedure(Procedure.PublicForum, PlaceOrder.RemoteFirst), Cast.Chair)
            .Then(new ProcedureSet(Procedure.PublicForum, PlaceOrder.RemoteFirst, Precedence.None));
        forum.When(new SetProcedure(Procedure.IgfMag), Cast.Chair).Then(new ProcedureSet(Procedure.IgfMag, PlaceOrder.AsAsked, Precedence.ObserversFirst));
        forum.When(new SetProcedure(Procedure.IgfMag, Precedence: Precedence.MembersFirst), Cast.Chair)
            .Then(new ProcedureSet(Procedure.IgfMag, PlaceOrder.AsAsked, Precedence.MembersFirst));
    }

    [Fact]
    public void A_meetings_sessions_open_under_the_rules_it_adopted()
    {
        var adopted = Given.Meeting().And(new ProcedureAdopted(Procedure.PublicForum));

        Given.Meeting().When(new AdoptProcedure(Procedure.PublicForum)).Then(new ProcedureAdopted(Procedure.PublicForum));
        adopted.When(new AdoptProcedure(Procedure.PublicForum)).ThenRefused(Rejections.ProcedureUnchanged);
        (Given.ScheduledSession() with { Meeting = adopted.State }).When(new OpenSession(), Cast.Chair).Then(
            new SessionOpened(Cast.Meeting, Cast.Programme.Title, Cast.Planned.Number, Cast.Planned.Title),
            new ProcedureSet(Procedure.PublicForum, PlaceOrder.Alternating, Precedence.None),
            new SpeakingTimeSet(TimeSpan.FromMinutes(2)), new SpeakingTimeSet(TimeSpan.FromMinutes(2), SpeechKind.Reply));
    }

    [Fact]
    public void Before_rules_are_set_observers_ask_for_statements_and_replies() =>
        Spoken.When(new RequestFloor(Kind: SpeechKind.PointOfOrder), Cast.Observer).ThenRefused(Rejections.KindForMembers);

    [Theory]
    [InlineData("h1 h2 r1 r2 r3 h3", "r1 h1 r2 h2 r3 h3")]
    [InlineData("r1 h1 h2 h3", "r1 h1 h2 h3")]
    [InlineData("r1 r2 r3 h1", "r1 h1 r2 r3")]
    public void After_somebody_in_the_hall_a_remote_participant_is_called_and_so_on(string asked, string called) =>
        NamesAfter(Spoken.And(new ProcedureSet(Procedure.Plain, PlaceOrder.Alternating, Precedence.None)).And(Turn(Place.Hall)), asked.Split(' ')).ShouldBe(called.Split(' '));

    [Fact]
    public void Remote_participants_come_first_where_that_is_the_order() =>
        NamesAfter(Spoken.And(new ProcedureSet(Procedure.Plain, PlaceOrder.RemoteFirst, Precedence.None)), "h1", "r1", "h2", "r2").ShouldBe(["r1", "r2", "h1", "h2"]);

    [Fact]
    public void Whatever_is_asked_places_alternate_as_long_as_there_are_both_and_each_keeps_its_order() => Gen.Bool.Array[0, 14].Sample(
        places =>
        {
            var asked = places.Select((remote, number) => $"{(remote ? 'r' : 'h')}{number}").ToArray();
            var called = NamesAfter(Given.OpenSession().And(new ProcedureSet(Procedure.Plain, PlaceOrder.Alternating, Precedence.None)), asked);
            foreach (var place in "hr")
            {
                called.Where(name => name[0] == place).ShouldBe(asked.Where(name => name[0] == place));
            }

            var doubled = Enumerable.Range(1, Math.Max(0, called.Length - 1)).FirstOrDefault(index => called[index][0] == called[index - 1][0]);
            (doubled == 0 ? [] : called.Skip(doubled)).Select(name => name[0]).Distinct().Count().ShouldBeLessThanOrEqualTo(1);
        },
        iter: Iterations.Of(100));

    private static SpeechKind? Kind(SpeechKind kind) => kind is SpeechKind.Statement ? null : kind;

    private static LogEvent[] Turn(Place place)
    {
        var speaker = new Speaker(ParticipantId.From(new Guid(900, 0, 0, new byte[8])), "before", "", place);
        return [new FloorRequested(speaker, null), new FloorGranted(2, speaker), new FloorYielded(2, TurnEnd.Chair)];
    }

    private static string[] Called(GivenSession given, Actor asks) => Names(given.And([.. given.When(new RequestFloor(), asks).Events]));

    private static string[] NamesAfter(GivenSession given, params string[] names) => Names(names.Aggregate(
        given,
        (session, name) => session.And([.. session.When(new RequestFloorFor(null, name, "", name[0] == 'r' ? Place.Remote : Place.Hall), Cast.Chair).Events])));

    private static string[] Names(GivenSession given) => [.. given.State.Floor.Queue.Select(request => request.Speaker.Name)];
}
