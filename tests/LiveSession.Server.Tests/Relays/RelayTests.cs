using System.Text.RegularExpressions;
using LiveSession.Client.Relays;
using LiveSession.Core.Log;
using LiveSession.Core.Relays;
using LiveSession.Server.Relays;
using LiveSession.Testing.Relays;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Relays;

public sealed class RelayTests
{
    [Fact]
    public async Task Zoom_gets_every_line_once_numbered_from_where_it_stands()
    {
        await using var house = await RelayHouse.OpenAsync();
        house.Service.Last = 41;
        var relay = await house.RelayAsync(RelayService.Zoom);

        await house.SayAsync("Good morning.");
        await house.SayAsync("Merci, Madame la Présidente.", "Rosa Quispe");
        await house.SayAsync("We agree.", "Rosa Quispe");

        await house.UntilAsync(() => house.Service.Taken.Count == 3, "three lines were taken");
        house.Service.Taken.ShouldBe(["Good morning.", "Rosa Quispe: Merci, Madame la Présidente.", "We agree."]);
        house.Service.Numbers.ShouldBe([42, 43, 44]);
        house.Service.Faults.ShouldBeEmpty();
        var standing = await house.UntilAsync(relay, state => state.Sent == 3, "the relay says so");
        standing.Condition.ShouldBe(RelayCondition.Relaying);
        standing.LastSentAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_meeting_that_has_not_started_is_waited_for_and_costs_no_number()
    {
        await using var house = await RelayHouse.OpenAsync();
        house.Service.Started = false;
        var relay = await house.RelayAsync(RelayService.Zoom);
        await house.SayAsync("Too early.");

        var refused = await house.UntilAsync(relay, state => state.Condition is RelayCondition.Refused, "the service refused");
        refused.Status.ShouldBe(400);
        refused.TryingAgainAt.ShouldNotBeNull().ShouldBeGreaterThan(house.Clock.GetUtcNow());
        house.Service.Started = true;

        await house.UntilAsync(() => !house.Service.Taken.IsEmpty, "the line was taken", step: 1);
        house.Service.Taken.ShouldBe(["Too early."]);
        house.Service.Numbers.ShouldBe([1]);
    }

    [Theory]
    [InlineData(RelayService.Zoom, Trouble.Busy)]
    [InlineData(RelayService.Zoom, Trouble.Hang)]
    [InlineData(RelayService.Zoom, Trouble.Reset)]
    [InlineData(RelayService.Zoom, Trouble.LoseAnswer)]
    [InlineData(RelayService.YouTube, Trouble.Busy)]
    [InlineData(RelayService.YouTube, Trouble.Hang)]
    [InlineData(RelayService.YouTube, Trouble.Reset)]
    [InlineData(RelayService.YouTube, Trouble.LoseAnswer)]
    public async Task A_line_that_met_trouble_is_sent_again_with_its_number_and_shown_once(RelayService service, Trouble trouble)
    {
        await using var house = await RelayHouse.OpenAsync();
        await house.RelayAsync(service);
        house.Service.Troubles.Enqueue(trouble);

        await house.SayAsync("One");
        await house.UntilAsync(() => house.Service.Numbers.Count >= 2, "it was sent again");
        await house.SayAsync("Two");

        await house.UntilAsync(() => house.Service.Taken.Count == 2, "both lines were taken");
        house.Service.Taken.Select(body => body.Split('\n')[^1]).ShouldBe(["One", "Two"]);
        house.Service.Numbers.ShouldBe([1, 1, 2]);
        house.Service.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RelayService.Zoom)]
    [InlineData(RelayService.YouTube)]
    [InlineData(RelayService.Teams)]
    public async Task An_answer_that_is_cut_in_its_body_was_an_answer_and_the_relay_goes_on(RelayService service)
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(service);
        house.Service.Troubles.Enqueue(Trouble.CutAnswer);

        await house.SayAsync("One");
        // Slowly: the time that is allowed must not be over before a busy machine has carried the answer, which is real.
        await house.UntilAsync(relay, state => state.Sent == 1, "the first line counts as taken", step: 0.01);
        await house.SayAsync("Two");

        var standing = await house.UntilAsync(relay, state => state.Sent == 2, "the second line follows", step: 0.01);
        standing.Condition.ShouldBe(RelayCondition.Relaying);
        house.Service.Taken.Select(body => body.Split('\n')[^1]).ShouldBe(["One", "Two"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whatever_goes_wrong_the_relay_says_so_and_tries_again(bool cancels)
    {
        await using var house = await RelayHouse.OpenAsync(builder => builder.Services.AddSingleton<IRelayLeases>(
            new FaultyLeases(cancels ? new TaskCanceledException("somebody else gave up") : new InvalidOperationException("this should not happen"))));
        var relay = await house.RelayAsync(RelayService.YouTube);

        await house.SayAsync("One");

        (await house.UntilAsync(relay, state => state.Condition is not RelayCondition.Ready, "the relay is in trouble")).TryingAgainAt.ShouldNotBeNull();
        (await house.UntilAsync(relay, state => state.Sent == 1, "the line was taken")).Condition.ShouldBe(RelayCondition.Relaying);
    }

    [Fact]
    public async Task A_service_that_cannot_be_connected_to_in_time_is_out_of_reach_and_its_number_is_not_used_up()
    {
        var clock = TimeProvider.System;
        var leases = new LoneRelayLeases();
        var relay = RelayId.New();
        var wish = new RelayWish(relay, new LogPosition(Guid.CreateVersion7(), 1));
        var lease = (await leases.HoldAsync("node", [wish], TestContext.Current.CancellationToken))[relay];
        var hold = new RelayHold(lease, leases, clock);
        hold.Renew(clock.GetTimestamp());
        RelayAddress.Read("https://upload.youtube.com/closedcaption?cid=abcd", null, new RelayRules([], false), out var address).ShouldBeNull();
        using var way = new HttpMessageInvoker(new NoWay());
        using var sender = new RelaySender(address!, hold, way, new RelayOptions { Timeout = TimeSpan.FromMinutes(1), Retries = 1 }, clock);

        var answer = await sender.SendAsync(2, () => new RelayedLine(2, "en", "One", clock.GetUtcNow()), TestContext.Current.CancellationToken);

        answer.Outcome.ShouldBe(RelayOutcome.Unreachable);
    }

    /// <summary>Gives up connecting as the way out does: by a cancellation that nobody asked for.</summary>
    private sealed class NoWay : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new TaskCanceledException("The operation was canceled.", new TimeoutException("no connection could be established within 10 seconds"));
    }

    /// <summary>Fails with the first claim.</summary>
    private sealed class FaultyLeases(Exception fault) : IRelayLeases
    {
        private readonly LoneRelayLeases _leases = new();
        private bool _failed;

        public TimeSpan Lasts => _leases.Lasts;

        public Task<IReadOnlyDictionary<RelayId, RelayLease>> HoldAsync(string node, IReadOnlyCollection<RelayWish> wanted, CancellationToken cancellationToken = default) =>
            _leases.HoldAsync(node, wanted, cancellationToken);

        public Task<bool> ClaimAsync(RelayLease lease, LogPosition? line, long number, CancellationToken cancellationToken = default)
        {
            if (!_failed)
            {
                _failed = true;
                throw fault;
            }

            return _leases.ClaimAsync(lease, line, number, cancellationToken);
        }

        public Task ReleaseAsync(string node, CancellationToken cancellationToken = default) => _leases.ReleaseAsync(node, cancellationToken);
    }

    [Theory]
    [InlineData(Trouble.LoseAnswer, 1)]
    [InlineData(Trouble.Busy, 1)]
    public async Task Teams_which_numbers_nothing_is_never_shown_a_line_twice(Trouble trouble, int times)
    {
        await using var house = await RelayHouse.OpenAsync();
        await house.RelayAsync(RelayService.Teams);
        house.Service.Troubles.Enqueue(trouble);

        await house.SayAsync("One");
        await house.UntilAsync(() => !house.Service.Taken.IsEmpty, "the first line was taken");
        await house.SayAsync(string.Join(' ', Enumerable.Repeat("delegation", 30)));

        await house.UntilAsync(() => house.Service.Taken.Count == 4, "the long line came in three parts");
        house.Service.Taken.Count(body => body == "One").ShouldBe(times);
        house.Service.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RelayService.Teams, Trouble.LoseAnswer)]
    [InlineData(RelayService.Teams, Trouble.Hang)]
    [InlineData(RelayService.YouTube, Trouble.LoseAnswer)]
    [InlineData(RelayService.YouTube, Trouble.Hang)]
    public async Task A_service_that_answers_nothing_is_said_not_to_answer(RelayService service, Trouble trouble)
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(service);
        house.Service.Away = trouble;

        await house.SayAsync("One");
        await house.UntilAsync(relay, state => state.Condition is RelayCondition.Unanswered, "the first line was not answered");
        for (var line = 2; line <= 6; line++)
        {
            await house.SayAsync($"Line {line}");
            await house.UntilAsync(relay, state => state.Condition is not (RelayCondition.Ready or RelayCondition.Relaying), "it is not shown as healthy");
        }

        (await house.ViewAsync(relay)).State.ShouldSatisfyAllConditions(
            state => state.Condition.ShouldBe(RelayCondition.Unanswered), state => state.Sent.ShouldBe(0), state => state.LastSentAt.ShouldBeNull());
        house.Service.Away = null;
        await house.SayAsync("After");
        await house.UntilAsync(relay, state => state.Condition is RelayCondition.Relaying, "it recovers");
        house.Service.Taken.ShouldBe(house.Service.Taken.Distinct());
    }

    [Fact]
    public async Task One_address_is_relayed_to_once_and_two_of_one_host_are_told_apart()
    {
        await using var house = await RelayHouse.OpenAsync();
        await house.RelayAsync(RelayService.YouTube);
        var desk = await house.DeskAsync();
        var link = house.Service.LinkFor(RelayService.YouTube);

        (await desk.AddAsync(house.Server.Session, link, null, "fr")).ShouldBe(Rejections.RelayTwice);
        (await desk.AddAsync(house.Server.Session, $"  {link}", RelayService.Zoom, "floor")).ShouldBe(Rejections.RelayTwice);
        (await desk.AddAsync(house.Server.Session, link + "2", null, "floor")).ShouldBeNull();

        (await desk.ListAsync(house.Server.Session)).ShouldNotBeNull().Select(relay => relay.KeyEnd).ShouldBe(["ture", "ure2"]);
    }

    [Fact]
    public async Task Of_several_who_add_the_same_address_at_once_one_does()
    {
        await using var house = await RelayHouse.OpenAsync();
        var link = house.Service.LinkFor(RelayService.Zoom);
        var desks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => house.DeskAsync()));

        var answers = await Task.WhenAll(desks.Select((desk, which) => Task.Run(() => desk.AddAsync(house.Server.Session, which < 4 ? link : $"{link}{which}", null, "floor"))));

        answers.Take(4).Count(answer => answer is null).ShouldBe(1);
        answers.Take(4).Count(answer => answer == Rejections.RelayTwice).ShouldBe(3);
        answers.Skip(4).ShouldAllBe(answer => answer == null);
        (await desks[0].ListAsync(house.Server.Session)).ShouldNotBeNull().Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_Teams_that_answers_nothing_is_not_said_to_take_lines()
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.Teams);
        house.Service.Troubles.Enqueue(Trouble.Hang);

        await house.SayAsync("One");
        var silent = await house.UntilAsync(relay, state => state.Condition is not RelayCondition.Ready, "no answer came");
        await house.SayAsync("Two");
        var again = await house.UntilAsync(relay, state => state.Condition is RelayCondition.Relaying, "the next was taken");

        (silent.Condition, silent.Sent, silent.TryingAgainAt).ShouldBe((RelayCondition.Unanswered, 0L, null));
        again.Sent.ShouldBe(1);
        house.Service.Taken.ShouldBe(["Two"]);
    }

    [Fact]
    public async Task YouTube_gets_the_time_by_its_own_clock()
    {
        await using var house = await RelayHouse.OpenAsync();
        house.Service.Ahead = TimeSpan.FromMinutes(7);
        await house.RelayAsync(RelayService.YouTube);

        await house.SayAsync("One");
        await house.UntilAsync(() => house.Service.Taken.Count == 1, "the first was taken");
        await house.SayAsync("Two");
        await house.UntilAsync(() => house.Service.Taken.Count == 2, "the second was taken");

        var times = house.Service.Taken.Select(body => DateTime.Parse(body.Split('\n')[0], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        (times[1] - times[0]).ShouldBeGreaterThan(TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.YouTube);
        house.Service.Away = Trouble.Redirect;

        await house.SayAsync("One");

        (await house.UntilAsync(relay, state => state.Condition is RelayCondition.Refused, "the answer counts as a refusal")).Status.ShouldBe(307);
        house.Service.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_away_for_a_minute_costs_the_session_nothing_and_what_it_missed_is_counted()
    {
        await using var house = await RelayHouse.OpenAsync("--Relays:LinesWaiting=5");
        var relay = await house.RelayAsync(RelayService.Zoom);
        await house.SayAsync("Before");
        await house.UntilAsync(() => house.Service.Taken.Count == 1, "the first line was taken");

        house.Service.Away = Trouble.Busy;
        var begun = house.Clock.GetUtcNow();
        for (var second = 1; second <= 60; second++)
        {
            // Each line is recorded before the next second begins: nobody waits for the service.
            await house.SayAsync($"Line {second}");
            house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await house.UntilAsync(relay, state => state.Skipped > 0 && state.Condition is not RelayCondition.Relaying, "the relay is in trouble");
        (house.Clock.GetUtcNow() - begun).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        house.Service.Away = null;
        await house.SayAsync("After");
        await house.UntilAsync(() => house.Service.Taken.Contains("After"), "the relay recovered", step: 1);

        // The service has a line a moment before its answer is counted.
        var standing = await house.UntilAsync(
            relay, state => state.Condition is RelayCondition.Relaying && state.Sent + state.Skipped == 62, "it says so, and has counted each line");
        house.Service.Taken.Count.ShouldBe((int)standing.Sent);
        standing.Skipped.ShouldBeInRange(54, 56);
        house.Service.Taken.ShouldBe(house.Service.Taken.Distinct());
        house.Service.Faults.ShouldBeEmpty();
        var counted = await new HttpClient().GetStringAsync(new Uri(house.Server.Address, "/metrics"), TestContext.Current.CancellationToken);
        Regex.Match(counted, @"livesession_relay_lines_total\{[^}]*outcome=""skipped""[^}]*\} (\d+)").Groups[1].Value
            .ShouldBe(standing.Skipped.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_service_that_is_away_is_left_alone_for_a_while()
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.YouTube);
        house.Service.Away = Trouble.Busy;

        await house.SayAsync("One");
        await house.UntilAsync(relay, state => state.Condition is RelayCondition.Refused, "the relay is in trouble");
        var tried = house.Service.Numbers.Count;
        await house.UntilAsync(() => house.Service.Numbers.Count > tried, "it is tried again", step: 1);

        tried.ShouldBe(3);
        house.Service.Numbers.Distinct().ShouldBe([1]);
    }

    [Fact]
    public async Task A_stopped_relay_sends_nothing_and_goes_on_with_the_next_line()
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.Zoom);
        var desk = await house.DeskAsync(Role.Secretariat);
        await house.SayAsync("One");
        await house.UntilAsync(() => house.Service.Taken.Count == 1, "the first was taken");

        (await desk.SwitchAsync(house.Server.Session, relay, on: false)).ShouldBeNull();
        await house.SayAsync("Not relayed");
        (await house.ViewAsync(relay)).State.Condition.ShouldBe(RelayCondition.Stopped);
        (await desk.SwitchAsync(house.Server.Session, relay, on: true)).ShouldBeNull();
        (await house.ViewAsync(relay)).State.Condition.ShouldBe(RelayCondition.Ready);
        await house.SayAsync("Two");

        await house.UntilAsync(() => house.Service.Taken.Count == 2, "the next was taken");
        house.Service.Taken.ShouldBe(["One", "Two"]);
        house.Service.Numbers.ShouldBe([1, 2]);
        (await desk.RemoveAsync(house.Server.Session, relay)).ShouldBeNull();
        (await desk.ListAsync(house.Server.Session)).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_channel_asked_for_is_relayed()
    {
        await using var house = await RelayHouse.OpenAsync();
        await house.RelayAsync(RelayService.Zoom, "fr");
        await house.RelayAsync(RelayService.YouTube);

        await house.SayAsync("On the floor");

        await house.UntilAsync(() => !house.Service.Taken.IsEmpty, "the floor's relay sent it");
        house.Service.Taken.Single().ShouldEndWith("On the floor");
    }

    [Fact]
    public async Task A_test_line_is_sent_at_once_even_by_a_stopped_relay()
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.Zoom);
        var desk = await house.DeskAsync();
        await desk.SwitchAsync(house.Server.Session, relay, on: false);

        (await desk.TestAsync(house.Server.Session, relay, "This is a test.")).Outcome!.Condition.ShouldBe(RelayCondition.Relaying);
        house.Service.Started = false;
        var refused = await desk.TestAsync(house.Server.Session, relay, "Another.");

        house.Service.Taken.ShouldBe(["This is a test."]);
        refused.Outcome.ShouldBe(new RelayStanding(RelayCondition.Refused, 400));
        (await desk.TestAsync(house.Server.Session, RelayId.New(), "x")).Rejection.ShouldBe(Rejections.UnknownRelay);
    }

    [Fact]
    public async Task The_secret_is_in_no_log_no_export_and_no_view()
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.Zoom);
        house.Service.Troubles.Enqueue(Trouble.Reset);
        house.Service.Troubles.Enqueue(Trouble.Busy);
        await house.SayAsync("One");
        await house.UntilAsync(() => house.Service.Taken.Count == 1, "the line was taken");

        var stored = new System.Text.StringBuilder(await house.Server.StoredTextAsync());
        await foreach (var one in house.Server.Log.ReadStoredAsync(LogId.Of(house.Server.Meeting), TestContext.Current.CancellationToken))
        {
            stored.Append(System.Text.Encoding.UTF8.GetString(one.Canonical.Span));
        }

        stored.ToString().ShouldContain("relay-added");
        stored.ToString().ShouldNotContain(StubService.Secret);
        house.Said.Lines.Count.ShouldBeGreaterThan(10);
        house.Said.Lines.ShouldAllBe(line => !line.Contains(StubService.Secret, StringComparison.Ordinal));
        (await house.ViewAsync(relay)).ToString().ShouldNotContain(StubService.Secret);
        foreach (var page in new[] { "/m/wgec/1", "/m/wgec", "/api/meetings/wgec", $"/api/sessions/{house.Server.Session}", "/m/wgec/1/transcript.jsonl", "/metrics" })
        {
            var text = await new HttpClient().GetStringAsync(new Uri(house.Server.Address, page), TestContext.Current.CancellationToken);
            text.ShouldNotContain(StubService.Secret);
            text.ShouldNotContain("sealedAddress");
        }
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Role.Observer, false)]
    [InlineData(Role.Member, false)]
    [InlineData(Role.Chair, false)]
    [InlineData(Role.Captioner, true)]
    [InlineData(Role.Secretariat, true)]
    public async Task Relays_are_the_captioners_and_the_secretariats_business(Role? role, bool allowed)
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.Zoom);
        var desk = await house.DeskAsync(role);
        Rejection? refusal = allowed ? null : Rejections.NotAllowed;

        ((await desk.ListAsync(house.Server.Session)) is not null).ShouldBe(allowed);
        (await desk.AddAsync(house.Server.Session, house.Service.LinkFor(RelayService.Teams), null, "floor")).ShouldBe(refusal);
        (await desk.TestAsync(house.Server.Session, relay, "x")).Rejection.ShouldBe(refusal);
        (await desk.SwitchAsync(house.Server.Session, relay, on: false)).ShouldBe(refusal);
        (await desk.RemoveAsync(house.Server.Session, relay)).ShouldBe(refusal);
        (await desk.ListAsync(SessionId.New())).ShouldBeNull();
    }

    [Fact]
    public async Task An_address_that_is_not_allowed_is_refused_in_words_and_kept_nowhere()
    {
        await using var house = await RelayHouse.OpenAsync();
        var desk = await house.DeskAsync();

        (await desk.AddAsync(house.Server.Session, "https://evil.example/closedcaption?id=1&ns=x", null, "floor")).ShouldBe(Rejections.RelayHostNotAllowed("evil.example"));
        (await desk.AddAsync(house.Server.Session, "not an address", null, "floor")).ShouldBe(Rejections.RelayAddressUnreadable);

        (await desk.ListAsync(house.Server.Session)).ShouldNotBeNull().ShouldBeEmpty();
    }
}
