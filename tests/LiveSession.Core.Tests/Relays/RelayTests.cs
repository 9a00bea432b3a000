using LiveSession.Core.Log;
using LiveSession.Core.Relays;

namespace LiveSession.Core.Tests.Relays;

public sealed class RelayTests
{
    private static readonly RelayId Id = RelayId.New();
    private static readonly RelayAdded Added = new(Id, Cast.Session, RelayService.Zoom, "wmcc.zoom.us", "floor", "sealed");

    [Fact]
    public void A_captioner_relays_a_session()
    {
        var command = CommandId.New();

        Given.Meeting().When(new AddRelay(Cast.Session, RelayService.Teams, "captions.office.microsoft.com", "fr", "sealed", []), Cast.Captioner, id: command)
            .Then(new RelayAdded(
                RelayId.From(DerivedId.From(command, "relay")), Cast.Session, RelayService.Teams, "captions.office.microsoft.com", "fr", "sealed"));
    }

    [Fact]
    public void A_relay_runs_from_the_moment_it_is_added() => Relayed(Added).ShouldBe([Standing(on: true)]);

    [Fact]
    public void A_relay_is_stopped_and_started()
    {
        Given.Meeting().And(Added).When(new SwitchRelay(Id, On: false)).Then(new RelayStopped(Id));
        Given.Meeting().And(Added, new RelayStopped(Id)).When(new SwitchRelay(Id, On: true)).Then(new RelayStarted(Id));
        Relayed(Added, new RelayStopped(Id)).ShouldBe([Standing(on: false)]);
        Relayed(Added, new RelayStopped(Id), new RelayStarted(Id)).ShouldBe([Standing(on: true)]);
    }

    [Fact]
    public void Starting_what_runs_changes_nothing() => Given.Meeting().And(Added).When(new SwitchRelay(Id, On: true)).Then();

    [Fact]
    public void A_relay_that_was_taken_away_is_gone()
    {
        Given.Meeting().And(Added).When(new RemoveRelay(Id)).Then(new RelayRemoved(Id));
        Relayed(Added, new RelayRemoved(Id)).ShouldBeEmpty();
        Given.Meeting().And(Added, new RelayRemoved(Id)).When(new RemoveRelay(Id)).ThenRefused(Rejections.UnknownRelay);
        Given.Meeting().When(new SwitchRelay(Id, On: true)).ThenRefused(Rejections.UnknownRelay);
    }

    [Fact]
    public void A_session_that_is_not_there_and_a_channel_with_a_bad_name_are_refused()
    {
        Given.Meeting().When(new AddRelay(SessionId.New(), RelayService.Zoom, "zoom.us", "floor", "sealed", [])).ThenRefused(Rejections.UnknownSession);
        Given.Meeting().When(new AddRelay(Cast.Session, RelayService.Zoom, "zoom.us", "The Floor", "sealed", [])).ThenRefused(Rejections.BadTrack);
    }

    [Fact]
    public void A_session_takes_so_many_relays_and_no_more()
    {
        var full = Enumerable.Range(0, RelayDecider.MostOfASession).Aggregate(Given.Meeting(), (given, _) => given.And(Added with { Relay = RelayId.New() }));

        full.When(new AddRelay(Cast.Session, RelayService.Zoom, "zoom.us", "floor", "sealed", [])).ThenRefused(Rejections.TooManyRelays(8));
    }

    [Fact]
    public void Of_two_added_at_the_same_moment_the_second_is_compared_with_the_first()
    {
        var (wanted, command) = (new AddRelay(Cast.Session, RelayService.Zoom, "zoom.us", "floor", "sealed", []), CommandId.New());
        var added = new RelayAdded(RelayId.From(DerivedId.From(command, "relay")), Cast.Session, RelayService.Zoom, "zoom.us", "floor", "sealed");

        Given.Meeting().And(Added).When(wanted).ThenRefused(Rejections.RelaysChanged);
        Given.Meeting().And(Added).When(wanted with { Compared = [Id] }, id: command).Then(added);
        Given.Meeting().And(Added, new RelayRemoved(Id)).When(wanted with { Compared = [Id] }, id: command).Then(added);
    }

    private static Relay Standing(bool on) => new(Id, Cast.Session, RelayService.Zoom, "wmcc.zoom.us", "floor", "sealed", on);

    private static IEnumerable<Relay> Relayed(params LogEvent[] happened) => Given.Meeting().And(happened).State.Relays.Of(Cast.Session);
}
