using LiveSession.Client.Relays;
using LiveSession.Client.Tests.Consoles;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Client.Tests.Relays;

public sealed class RelayPanelTests : ConsoleContext
{
    private static readonly DateTimeOffset TwoSecondsAgo = SampleSession.Ten.AddSeconds(-2);

    [Theory]
    [InlineData(RelayCondition.Stopped, null, "Zoom: stopped")]
    [InlineData(RelayCondition.Ready, null, "Ready for Zoom: begins with the next line")]
    [InlineData(RelayCondition.Refused, 400, "Zoom refuses: meeting not started (400)")]
    [InlineData(RelayCondition.Refused, 403, "Zoom refuses: the address is wrong or has expired (403)")]
    [InlineData(RelayCondition.Refused, 503, "Zoom is having trouble (503)")]
    [InlineData(RelayCondition.Refused, 307, "Zoom refuses (307)")]
    [InlineData(RelayCondition.Unanswered, null, "Zoom does not answer")]
    [InlineData(RelayCondition.Unreachable, null, "Zoom cannot be reached")]
    [InlineData(RelayCondition.Barred, null, "Zoom: this address leads into a network that is not written to. Stopped.")]
    [InlineData(RelayCondition.Unreadable, null, "Zoom: the address can no longer be read here. Remove it and paste it again.")]
    public void How_a_relay_is_stands_there_in_words(RelayCondition condition, int? status, string words) =>
        Panel(FakeRelayDesk.Relay(new(condition, status))).Find("[role=status]").Words().ShouldBe(words);

    [Fact]
    public void A_relay_that_works_says_when_it_last_did_and_counts()
    {
        var panel = Panel(FakeRelayDesk.Relay(new(RelayCondition.Relaying, LastSentAt: TwoSecondsAgo, Sent: 12, Skipped: 1)));

        panel.Find("li").Words().ShouldStartWith("Relaying to Zoom wmcc.zoom.us · As spoken · 12 lines sent · 1 line skipped Last line 2 s ago.");
    }

    [Fact]
    public void Two_relays_to_one_host_are_told_apart_by_the_end_of_their_key()
    {
        var relay = FakeRelayDesk.Relay(new(RelayCondition.Ready)) with { KeyEnd = "mnop" };
        var panel = Panel(relay);

        panel.Find("li").Words().ShouldContain("wmcc.zoom.us, key ending in mnop · As spoken");
        panel.Find("li button").Words().ShouldBe("Stop: Zoom, wmcc.zoom.us, key ending in mnop, As spoken");
    }

    [Fact]
    public void The_seconds_go_on_without_being_announced()
    {
        var panel = Panel(FakeRelayDesk.Relay(new(RelayCondition.Refused, 400, TryingAgainAt: SampleSession.Ten.AddSeconds(10))));
        panel.Find("li").Words().ShouldContain("Trying again in 10 s.");

        Time.Advance(TimeSpan.FromSeconds(3));

        panel.WaitForAssertion(() => panel.Find("li").Words().ShouldContain("Trying again in 7 s."));
        panel.Find("[role=status]").Words().ShouldNotContain("again");
    }

    [Fact]
    public void An_address_is_pasted_once_and_not_kept_on_the_page()
    {
        var desk = new FakeRelayDesk();
        var panel = Panel(desk);

        panel.Button("Add a relay").Click();
        panel.Field("Address for captions").Change("https://wmcc.zoom.us/closedcaption?id=1&ns=x");
        panel.Find("form").Submit();

        desk.Told.ShouldBe(["add https://wmcc.zoom.us/closedcaption?id=1&ns=x as recognised from floor"]);
        panel.FindAll("form").ShouldBeEmpty();
        panel.Markup.ShouldNotContain("ns=x");
        panel.Button("Add a relay").Click();
        panel.Field("Address for captions").GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public void A_service_and_a_channel_can_be_chosen()
    {
        var desk = new FakeRelayDesk();
        var panel = Panel(desk);

        panel.Button("Add a relay").Click();
        panel.Field("Address for captions").Change("https://captions.example.org/?k=1");
        panel.Field("Service").Change("YouTube");
        panel.Field("Caption channel").Change("fr");
        panel.Find("form").Submit();

        desk.Told.ShouldBe(["add https://captions.example.org/?k=1 as YouTube from fr"]);
    }

    [Fact]
    public void What_was_refused_is_said_and_what_was_pasted_stays()
    {
        var panel = Panel(new FakeRelayDesk { Refusing = Rejections.RelayHostNotAllowed("evil.example") });

        panel.Button("Add a relay").Click();
        panel.Field("Address for captions").Change("https://evil.example/closedcaption?id=1&ns=x");
        panel.Find("form").Submit();

        panel.Find("[role=alert]").Words().ShouldContain("Captions may not be relayed to evil.example.");
        panel.Field("Address for captions").GetAttribute("value").ShouldBe("https://evil.example/closedcaption?id=1&ns=x");
    }

    [Fact]
    public void A_relay_is_stopped_started_tested_and_removed()
    {
        var (running, stopped) = (FakeRelayDesk.Relay(new(RelayCondition.Ready)), FakeRelayDesk.Relay(new(RelayCondition.Stopped), on: false));
        var desk = new FakeRelayDesk { Relays = [running] };
        var panel = Panel(desk);

        panel.Button("Stop").Click();
        panel.Button("Send a test line").Click();
        panel.WaitForAssertion(() => panel.Markup.ShouldContain("Zoom took the test line."));
        panel.Button("Remove").Click();
        panel.Markup.ShouldContain("to relay again it has to be pasted anew");
        panel.Button("Leave it").Click();
        panel.Button("Remove").Click();
        panel.Button("Remove it").Click();
        desk.Relays = [stopped];
        Time.Advance(TimeSpan.FromSeconds(1));
        panel.WaitForAssertion(() => panel.HasButton("Start").ShouldBeTrue());
        panel.Button("Start").Click();

        desk.Told.ShouldBe([$"stop {running.Id}", $"test {running.Id}: This is a test of the captions.", $"remove {running.Id}", $"start {stopped.Id}"]);
    }

    [Fact]
    public void What_a_test_found_is_not_said_for_ever()
    {
        var panel = Panel(FakeRelayDesk.Relay(new(RelayCondition.Ready)));
        panel.Button("Send a test line").Click();
        panel.WaitForAssertion(() => panel.Markup.ShouldContain("Zoom took the test line."));

        Time.Advance(TimeSpan.FromMinutes(1));

        panel.WaitForAssertion(() => panel.Markup.ShouldNotContain("Zoom took the test line."));
    }

    [Fact]
    public void A_test_that_failed_says_how()
    {
        var panel = Panel(new FakeRelayDesk { Relays = [FakeRelayDesk.Relay(new(RelayCondition.Ready), RelayService.Teams)], Tested = new(RelayCondition.Refused, 404) });

        panel.Button("Send a test line").Click();

        panel.WaitForAssertion(() => panel.FindAll("[role=status]")[1].Words().ShouldBe("Teams refuses: meeting not started (404)"));
    }

    [Fact]
    public void Who_has_no_business_with_relays_sees_nothing_of_them() => Panel(new FakeRelayDesk { Relays = null }).Markup.Trim().ShouldBeEmpty();

    [Fact]
    public void The_words_are_French_where_the_console_is()
    {
        Speak("fr");

        Panel(FakeRelayDesk.Relay(new(RelayCondition.Relaying, LastSentAt: TwoSecondsAgo))).Find("li").Words().ShouldContain("Dernière ligne il y a 2 s.");
    }

    private IRenderedComponent<RelayPanel> Panel(RelayView relay) => Panel(new FakeRelayDesk { Relays = [relay] });

    private IRenderedComponent<RelayPanel> Panel(FakeRelayDesk desk)
    {
        Services.AddSingleton<IRelayDesk>(desk);
        return Render<RelayPanel>(builder => builder.Add(panel => panel.Session, SampleSession.Open.Id).Add(panel => panel.Tracks, ["floor", "fr"]));
    }
}
