using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

/// <summary>How the floor was shared between the hall and the remote side, and between stakeholder groups.</summary>
public sealed class FloorSharingTests
{
    private static readonly Speaker[] Hall = [.. Enumerable.Range(10, 6).Select(number => SpeakerOf(number, Place.Hall))];
    private static readonly Speaker[] Remote = [.. Enumerable.Range(20, 6).Select(number => SpeakerOf(number, Place.Remote))];

    [Fact]
    public void Waits_are_counted_from_asking_to_the_floor_and_of_those_who_wait_until_now()
    {
        var given = Given.OpenSession()
            .AtMinute(0).And(Asks(Hall[0])).AtMinute(0).And(Asks(Remote[0])).AtMinute(1).And(Asks(Hall[1]))
            .AtMinute(2).And(new FloorGranted(1, Hall[0]))
            .AtMinute(5).And(new FloorYielded(1, TurnEnd.NextSpeaker)).AtMinute(5).And(new FloorGranted(2, Hall[1]));

        var shares = SharesOf(given.AtMinute(9));

        shares.Places.ShouldBe(
            [
                new PlaceShare(Place.Hall, 2, 2, 2, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(7)),
                new PlaceShare(Place.Remote, 1, 1, 0, TimeSpan.FromMinutes(9), TimeSpan.Zero),
            ]);
        (shares.People, shares.Turns, shares.SpeakingTime).ShouldBe((3, 2, TimeSpan.FromMinutes(7)));
    }

    [Fact]
    public void What_is_taken_back_or_comes_first_by_rule_or_goes_on_is_no_wait()
    {
        var given = Given.OpenSession()
            .AtMinute(0).And(Asks(Hall[0])).AtMinute(0).And(Asks(Hall[1]))
            .AtMinute(1).And(new FloorRequestWithdrawn(Hall[1].Id)).AtMinute(4).And(new FloorGranted(1, Hall[0]))
            .AtMinute(5).And(new FloorRequested(Hall[2], null, SpeechKind.PointOfOrder, Ahead: 0))
            .AtMinute(6).And(new FloorYielded(1, TurnEnd.Interrupted)).AtMinute(6).And(new FloorGranted(2, Hall[2], SpeechKind.PointOfOrder))
            .AtMinute(8).And(new FloorYielded(2, TurnEnd.NextSpeaker)).AtMinute(8).And(new FloorGranted(3, Hall[0]))
            .AtMinute(9).And(new FloorYielded(3, TurnEnd.Chair));

        SharesOf(given).Places.ShouldBe([new PlaceShare(Place.Hall, 2, 1, 1, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5))]);
    }

    [Fact]
    public void Whoever_still_waited_at_the_close_was_not_heard()
    {
        var given = Given.OpenSession()
            .AtMinute(1).And(Asks(Hall[0])).AtMinute(2).And(new FloorRequestedLate(Remote[0], null)).AtMinute(12).And(new SessionClosed());

        SharesOf(given.AtMinute(60)).Places.ShouldBe(
            [
                new PlaceShare(Place.Hall, 1, 1, 0, TimeSpan.FromMinutes(11), TimeSpan.Zero),
                new PlaceShare(Place.Remote, 1, 1, 0, TimeSpan.FromMinutes(10), TimeSpan.Zero),
            ]);
    }

    [Fact]
    public void Groups_are_counted_by_people_turns_time_and_who_speaks_for_the_first_time()
    {
        var given = Given.OpenSession()
            .AtMinute(0).And(new FloorGranted(1, Hall[0])).AtMinute(2).And(new FloorYielded(1, TurnEnd.Chair))
            .AtMinute(3).And(new FloorGranted(2, Hall[0])).AtMinute(4).And(new FloorYielded(2, TurnEnd.Chair))
            .AtMinute(5).And(new FloorGranted(3, Hall[2])).AtMinute(6).And(new FloorYielded(3, TurnEnd.Chair))
            .And(Asks(Hall[1]), Asks(Hall[3]));

        SharesOf(given, earlier: Hall[0].Id).Groups.ShouldBe(
            [
                new GroupShare(StakeholderGroup.Government, 2, 3, TimeSpan.FromMinutes(4), 1, 0),
                new GroupShare(StakeholderGroup.CivilSociety, 2, 0, TimeSpan.Zero, 0, 2),
            ]);
    }

    [Fact]
    public void Nothing_is_published_of_fewer_than_five_people_nor_what_would_tell_it()
    {
        var small = new PlaceShare(Place.Hall, 4, 4, 4, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(9));
        var large = new PlaceShare(Place.Remote, 7, 7, 7, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(9));
        GroupShare[] groups =
            [
                new(StakeholderGroup.Government, 8, 8, TimeSpan.FromMinutes(8), 8, 0), new(StakeholderGroup.CivilSociety, 6, 6, TimeSpan.FromMinutes(6), 6, 0),
                new(StakeholderGroup.Business, 4, 4, TimeSpan.FromMinutes(4), 4, 0),
            ];

        var report = FloorSharing.Publish(new FloorShares([small, large], [.. groups]) { People = 18 });
        report.Shares!.Places.ShouldBeEmpty();
        report.FewAtPlaces.ShouldBe([Place.Hall, Place.Remote]);
        report.Shares.Groups.ShouldBe([groups[0]]);
        report.FewInGroups.ShouldBe([StakeholderGroup.CivilSociety, StakeholderGroup.Business]);

        // Two groups of one person each: the rest subtracted from the sum would still be about two people.
        var ones = FloorSharing.Publish(new FloorShares([], [groups[0], groups[1], groups[2] with { People = 1 }, new(StakeholderGroup.TechnicalCommunity, 1, 1, TimeSpan.FromMinutes(1), 1, 0)]) { People = 16 });
        ones.Shares!.Groups.ShouldBe([groups[0]]);
        ones.FewInGroups.Length.ShouldBe(3);

        var nothing = FloorSharing.Publish(new FloorShares([small], []) { People = 4 });
        nothing.Shares.ShouldBeNull();
        nothing.FewAtPlaces.ShouldBe([Place.Hall]);
        var all = FloorSharing.Publish(new FloorShares([large], [.. groups[..2]]) { People = 14 });
        (all.Shares!.Groups.Length, all.FewAtPlaces.Length, all.FewInGroups.Length).ShouldBe((2, 0, 0));
    }

    [Theory]
    [InlineData(10, 0, 0)]
    [InlineData(10, 1, null)]
    [InlineData(10, 4, null)]
    [InlineData(10, 5, 5)]
    [InlineData(10, 7, null)]
    [InlineData(10, 10, 10)]
    public void Nor_is_it_said_how_many_of_a_group_waited_where_those_or_the_others_are_few(int people, int waiting, int? shown)
    {
        var share = new GroupShare(StakeholderGroup.Government, people, 8, TimeSpan.FromMinutes(8), waiting, waiting);

        var group = FloorSharing.Publish(new FloorShares([], [share]) { People = people }).Shares!.Groups.ShouldHaveSingleItem();

        (group.FirstTimers, group.Waiting).ShouldBe((shown, shown));
    }

    [Fact]
    public void Advice_names_who_waits_at_the_place_that_waits_twice_as_long()
    {
        var given = Given.OpenSession();
        foreach (var (index, place) in new[] { Hall, Remote }.SelectMany(speakers => speakers.Take(3).Index()).Select(one => (one.Index, one.Item)))
        {
            given = given.AtMinute(place.Place is Place.Remote ? 0 : 8 + index).And(Asks(place));
        }

        // Three of the hall stand first, the remote three behind them have waited since the beginning.
        var advice = AdviceAt(given.AtMinute(12));
        advice.ShouldNotBeNull();
        (advice.Reason, advice.Speaker.Id, advice.Kind).ShouldBe((AdviceReason.LongerWait, Remote[0].Id, SpeechKind.Statement));
        (advice.Wait, advice.OtherWait).ShouldBe((TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(3)));

        AdviceAt(given.And(new FloorRequestMoved(Remote[0].Id, null, 0)).AtMinute(12)).ShouldBeNull("the next speaker is remote already");
        AdviceAt(given.And(new FloorRequestWithdrawn(Hall[2].Id)).AtMinute(12)).ShouldBeNull("two requests are too few to compare");
        AdviceAt(given.And(new FloorRequested(Hall[4], null, SpeechKind.PointOfOrder, Ahead: 0)).AtMinute(12)).ShouldBeNull("a point of order comes first");
    }

    [Fact]
    public void Advice_names_who_waits_of_a_group_that_was_not_heard()
    {
        var given = Given.OpenSession();
        for (var turn = 1; turn <= 5; turn++)
        {
            given = given.And(new FloorGranted(turn, Hall[0]), new FloorYielded(turn, TurnEnd.Chair));
        }

        given = given.And(Asks(Hall[2]), Asks(Hall[1]));

        var advice = AdviceAt(given);
        (advice!.Reason, advice.Speaker.Id, advice.Group).ShouldBe((AdviceReason.UnheardGroup, Hall[1].Id, StakeholderGroup.CivilSociety));
        AdviceAt(given.And(new FloorGranted(6, Hall[1]), new FloorYielded(6, TurnEnd.Chair), Asks(Hall[3]))).ShouldBeNull("the group was heard");
        AdviceAt(given.And(new FloorRequestMoved(Hall[1].Id, null, 0))).ShouldBeNull("they are next anyway");
    }

    private static Speaker SpeakerOf(int number, Place place) => new(Cast.Person(number), $"Speaker {number}", "", place);

    private static FloorRequested Asks(Speaker speaker) => new(speaker, null);

    // Even numbers speak for governments, odd ones for civil society.
    private static StakeholderGroup GroupOf(ParticipantId id) =>
        Hall.Concat(Remote).Index().First(one => one.Item.Id == id).Index % 2 == 0 ? StakeholderGroup.Government : StakeholderGroup.CivilSociety;

    private static FloorShares SharesOf(GivenSession given, params ParticipantId[] earlier) =>
        FloorSharing.Of(given.State.Floor, GroupOf, earlier.ToHashSet(), given.State.ClosedAt ?? given.Now);

    private static FloorAdvice? AdviceAt(GivenSession given) => FloorSharing.Advise(given.State.Floor, SharesOf(given), GroupOf);
}
