using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.Cluster;

/// <summary>The checker of the faults finds what it is there for.</summary>
public sealed class HistoryTests
{
    private static readonly LogId Log = LogId.Of(SessionId.New());
    private static readonly Guid Epoch = Guid.CreateVersion7();
    private static readonly Speaker Somebody = new(ParticipantId.New(), "Kofi Mensah", "Ghana", Place.Hall);

    private static readonly ParticipantId Other = ParticipantId.New();

    private readonly WrittenLine _one = new(CommandId.New(), "one") { Number = 1 };
    private readonly WrittenLine _two = new(CommandId.New(), "two") { Number = 2 };

    [Fact]
    public void What_stands_as_it_was_told_is_clean() =>
        Check([Said(1, _one), Said(2, _two)], seen: [View(1, "one"), View(2, "two")]).ShouldBeClean();

    [Fact]
    public void An_acknowledged_line_that_is_missing_is_lost() => Check([Said(1, _one)]).Lost.ShouldBe(1);

    [Fact]
    public void A_line_that_stands_elsewhere_than_told_is_lost() => Check([Said(1, _one), Said(3, _two)]).Lost.ShouldBe(1);

    [Fact]
    public void A_line_that_stands_twice_is_doubled() => Check([Said(1, _one), Said(2, _two), Said(3, _two)]).Doubled.ShouldBe(1);

    [Fact]
    public void A_line_before_one_sent_earlier_is_out_of_order() => Check([Said(1, _two), Said(2, _one)]).OutOfOrder.ShouldBe(1);

    [Fact]
    public void A_line_that_nobody_sent_is_foreign() =>
        Check([Said(1, _one), Said(2, _two), Said(3, new WrittenLine(CommandId.New(), "forged"))]).Foreign.ShouldBe(1);

    [Theory]
    [InlineData("one", "three")]
    [InlineData("one")]
    [InlineData("one", "two", "two")]
    public void What_an_observer_sees_otherwise_is_a_fault(params string[] seen) =>
        Check([Said(1, _one), Said(2, _two)], seen: [.. seen.Select((text, index) => View(Math.Min(index + 1, 2), text))]).ObserverFaults.ShouldBePositive();

    [Fact]
    public void A_floor_given_while_somebody_has_it_is_two_speakers() =>
        Check([At(1, new FloorGranted(1, Somebody)), At(2, new FloorGranted(2, Somebody))], tracks: []).TwoSpeakers.ShouldBe(1);

    [Fact]
    public void A_turn_that_is_counted_twice_is_two_speakers() =>
        Check([At(1, new FloorGranted(1, Somebody)), At(2, new FloorYielded(1, TurnEnd.Chair)), At(3, new FloorGranted(1, Somebody))], tracks: []).TwoSpeakers.ShouldBe(1);

    [Fact]
    public void What_somebody_saw_of_the_floor_as_it_stands_in_the_log_is_clean() =>
        Seen([[Floor(1, 1, Somebody), Floor(2, 1, null)], [Floor(2, 1, null)]]).ShouldBe(0);

    [Fact]
    public void Two_holders_at_one_place_are_two_holders_seen() => Seen([[Floor(1, 1, Somebody)], [Floor(1, 1, null)]]).ShouldBe(2);

    [Fact]
    public void A_holder_that_is_not_the_logs_is_seen_though_all_see_the_same() => Seen([[Floor(2, 1, Somebody)]]).ShouldBe(1);

    [Fact]
    public void A_place_that_is_not_in_the_log_is_seen() => Seen([[Floor(9, 1, null)]]).ShouldBe(1);

    [Fact]
    public void A_holder_that_comes_back_on_a_screen_is_seen() => Seen([[Floor(2, 1, null), Floor(1, 1, Somebody)]]).ShouldBe(1);

    [Fact]
    public void A_new_connection_may_begin_before_the_last_one_ended() => Seen([[Floor(2, 1, null), Floor(1, 1, Somebody) with { Connection = 2 }]]).ShouldBe(0);

    [Fact]
    public void A_gavel_that_goes_from_hand_to_hand_is_clean() => Presided(
        new GavelTaken(1, "Kofi"), new GavelHandedOver(2, Other, "Vera"), new GavelTaken(3, "Kofi", TimeSpan.FromSeconds(15)), new FloorGranted(1, Somebody)).ShouldBe(0);

    [Fact]
    public void A_floor_given_by_somebody_without_the_gavel_is_seen() =>
        Presided(new GavelTaken(1, "Kofi"), new GavelHandedOver(2, Other, "Vera"), new FloorGranted(1, Somebody)).ShouldBe(1);

    [Fact]
    public void A_gavel_taken_from_somebody_who_is_there_is_seen() =>
        Presided(new GavelHandedOver(1, Other, "Vera"), new GavelTaken(2, "Kofi", TimeSpan.FromSeconds(14))).ShouldBe(1);

    [Fact]
    public void A_gavel_handed_on_by_somebody_else_is_seen() =>
        Presided(new GavelHandedOver(1, Other, "Vera"), new GavelHandedOver(2, Somebody.Id, "Kofi")).ShouldBe(1);

    [Fact]
    public void A_change_of_hands_that_is_counted_twice_is_seen() =>
        Presided(new GavelTaken(1, "Kofi"), new GavelHandedOver(1, Other, "Vera")).ShouldBe(1);

    [Fact]
    public void An_acknowledged_press_that_is_missing_is_lost() =>
        History.Check([Said(1, _one), Said(2, _two)], [], [], [(CommandId.New(), new LogPosition(Epoch, 2))], []).LostRequests.ShouldBe(1);

    private static LoggedEvent Said(long number, WrittenLine line) => At(number, new CaptionLineAdded("floor", "en", line.Text, null, null), line.Command);

    private static LoggedEvent At(long number, LogEvent happened, CommandId? by = null) =>
        new(Log, new LogPosition(Epoch, number), DateTimeOffset.UnixEpoch, Somebody.Id, by ?? CommandId.New(), happened, "");

    private static int Seen(IReadOnlyCollection<IReadOnlyList<SeenFloor>> floors) => History.Check(
        [At(1, new FloorGranted(1, Somebody)), At(2, new FloorYielded(1, TurnEnd.Chair))], [], [], [], floors).HoldersSeen;

    private static int Presided(params LogEvent[] happened) =>
        History.Check([.. happened.Select((one, index) => At(index + 1, one))], [], [], [], []).OtherHands;

    private static SeenFloor Floor(long number, int turn, Speaker? holder) => new(1, new LogPosition(Epoch, number), turn, holder?.Id);

    private static CaptionLineView View(long number, string text) => new(number, "floor", "en", text, null, DateTimeOffset.UnixEpoch);

    private Verdict Check(IReadOnlyList<LoggedEvent> log, ImmutableArray<CaptionLineView> seen = default, IReadOnlyCollection<WrittenTrack>? tracks = null) =>
        History.Check(log, tracks ?? [new WrittenTrack("floor", [_one, _two])], seen.IsDefault ? [] : [new Reading(0, seen)], [], []);
}
