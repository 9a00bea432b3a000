using LiveSession.Core.Relays;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>Two nodes and a relay that only one of them may see to.</summary>
public sealed class PostgresRelayLeasesTests(SharedPostgres server) : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Over = TimeSpan.Zero;
    private static readonly LogPosition Head = new(Guid.CreateVersion7(), 7);

    private readonly RelayWish _wish = new(RelayId.New(), Head);
    private PostgresSessionLog _archive = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _archive = new PostgresSessionLog(await server.CreateDatabaseAsync());

    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    [Fact]
    public async Task A_relay_is_one_nodes_for_as_long_as_its_lease_lasts()
    {
        var mine = await HoldAsync("one", _wish, Long);
        mine.ShouldBe(new RelayLease(_wish.Relay, "one", 1, Head, Answered: 7, LastGiven: 0, ""));

        (await HoldAsync("two", _wish, Long)).ShouldBe(mine);
        (await HoldAsync("one", _wish, Over)).ShouldBe(mine);

        (await HoldAsync("two", _wish, Long)).ShouldBe(mine with { Holder = "two", Number = 2 });
    }

    [Fact]
    public async Task Of_many_nodes_that_ask_at_once_one_gets_it()
    {
        var wishes = Enumerable.Range(0, 5).Select(_ => new RelayWish(RelayId.New(), Head)).ToList();

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(node => LeasesOf(Long).HoldAsync($"node {node}", [.. wishes.OrderBy(_ => Guid.NewGuid())], Cancellation)));

        foreach (var wish in wishes)
        {
            answers.Select(answer => answer[wish.Relay].Holder).Distinct().Count().ShouldBe(1);
            answers[0][wish.Relay].Number.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Who_lost_the_relay_claims_no_line_any_more()
    {
        var before = await HoldAsync("one", _wish, Over);
        (await ClaimAsync(before, 8, given: 1)).ShouldBeTrue();
        var after = await HoldAsync("two", _wish, Long);

        (await ClaimAsync(before, 9, given: 2)).ShouldBeFalse();
        (await LeasesOf(Long).ClaimAsync(before, null, 2, Cancellation)).ShouldBeFalse();
        (await ClaimAsync(after, 9, given: 2)).ShouldBeTrue();
        after.ShouldBe(new RelayLease(_wish.Relay, "two", 2, Head with { Sequence = 8 }, Answered: 7, LastGiven: 1, ""));
    }

    [Fact]
    public async Task A_line_may_be_claimed_again_and_one_before_it_may_not()
    {
        var lease = await HoldAsync("one", _wish, Long);

        (await ClaimAsync(lease, 9, given: 1)).ShouldBeTrue();
        (await ClaimAsync(lease, 9, given: 1)).ShouldBeTrue();
        (await ClaimAsync(lease, 8, given: 2)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_answered_and_said_is_told_to_the_next()
    {
        var lease = await HoldAsync("one", _wish, Long);
        await ClaimAsync(lease, 9, given: 1);
        await HoldAsync("one", _wish with { Answered = 12, Said = "well" }, Long);

        var told = await HoldAsync("two", _wish with { Answered = 99, Said = "never mine" }, Long);

        told.ShouldBe(lease with { UpTo = Head with { Sequence = 9 }, Answered = 9, LastGiven = 1, Said = "well" });
    }

    [Fact]
    public async Task A_relay_that_goes_on_begins_where_the_log_is_and_never_before()
    {
        await HoldAsync("one", _wish, Long);

        (await HoldAsync("one", _wish with { From = Head with { Sequence = 20 } }, Long)).UpTo.Sequence.ShouldBe(7);
        (await HoldAsync("one", _wish with { From = Head with { Sequence = 20 }, Renewed = true }, Long)).UpTo.Sequence.ShouldBe(20);
        (await HoldAsync("one", _wish with { Renewed = true }, Long)).UpTo.Sequence.ShouldBe(20);
        var other = new LogPosition(Guid.CreateVersion7(), 3);
        (await HoldAsync("one", _wish with { From = other }, Long)).ShouldBe(new RelayLease(_wish.Relay, "one", 1, other, Answered: 3, LastGiven: 0, ""));
    }

    [Fact]
    public async Task A_relay_is_given_back_and_can_be_seized()
    {
        await HoldAsync("one", _wish, Long);
        (await HoldAsync("two", _wish with { Seize = true }, Long)).Holder.ShouldBe("two");

        await LeasesOf(Long).ReleaseAsync("one", Cancellation);
        (await HoldAsync("three", _wish, Long)).Holder.ShouldBe("two");
        await LeasesOf(Long).ReleaseAsync("two", Cancellation);

        (await HoldAsync("three", _wish, Long)).ShouldBe(new RelayLease(_wish.Relay, "three", 3, Head, Answered: 7, LastGiven: 0, ""));
    }

    private PostgresRelayLeases LeasesOf(TimeSpan lasts) => new(_archive, lasts);

    private async Task<RelayLease> HoldAsync(string node, RelayWish wish, TimeSpan lasts) =>
        (await LeasesOf(lasts).HoldAsync(node, [wish], Cancellation))[wish.Relay];

    private Task<bool> ClaimAsync(RelayLease lease, long line, long given) =>
        LeasesOf(Long).ClaimAsync(lease, Head with { Sequence = line }, given, Cancellation);
}
