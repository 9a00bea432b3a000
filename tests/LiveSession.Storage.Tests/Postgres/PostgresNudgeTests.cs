using System.Threading.Channels;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>Word between two nodes of one archive.</summary>
public sealed class PostgresNudgeTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Channel<LogId?> _heard = Channel.CreateUnbounded<LogId?>();
    private readonly List<IAsyncDisposable> _opened = [];
    private PostgresServer _server = null!;
    private string _connection = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _connection = await _server.CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }

        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_node_hears_which_logs_grew_on_another_and_not_what_it_said_itself()
    {
        var (here, there, log) = (Open(), Open(), Sample.Log());
        await ListenAsync(here);

        here.Announce(Sample.Log());
        there.Announce(log);

        (await NextAsync()).ShouldBe(log);
        there.Announce(LogId.House);
        (await NextAsync()).ShouldBe(LogId.House);
    }

    [Fact]
    public async Task A_node_whose_connection_was_cut_is_told_to_look_everywhere_and_hears_again()
    {
        var (here, there, log) = (Open(), Open(), Sample.Log());
        await ListenAsync(here);

        await _server.CutConnectionsAsync();

        (await NextAsync()).ShouldBeNull();
        here.Listening.ShouldBeTrue();
        there.Announce(log);
        (await NextAsync()).ShouldBe(log);
    }

    [Fact]
    public async Task A_node_says_that_nothing_gets_through_while_the_database_is_away()
    {
        var here = Open();
        await ListenAsync(here);

        await _server.KillAsync();

        await UntilAsync(() => !here.Listening);
        await _server.StartAgainAsync();
        (await NextAsync()).ShouldBeNull();
        here.Listening.ShouldBeTrue();
    }

    [Fact]
    public async Task A_database_that_hangs_is_noticed_though_its_connections_are_open()
    {
        var here = Open();
        await ListenAsync(here);

        await _server.FreezeAsync();

        await UntilAsync(() => !here.Listening);
        await _server.ThawAsync();
        (await NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_listener_that_fails_does_not_keep_others_from_hearing()
    {
        var (here, there) = (Open(), Open());
        using var failing = here.Subscribe(_ => throw new InvalidOperationException("of the test"));
        await ListenAsync(here);

        there.Announce(LogId.House);

        (await NextAsync()).ShouldBe(LogId.House);
    }

    private PostgresNudge Open()
    {
        var archive = new PostgresSessionLog(_connection);
        var nudge = new PostgresNudge(archive, NullLogger<PostgresNudge>.Instance);
        _opened.Add(archive);
        _opened.Add(nudge);
        return nudge;
    }

    private async Task ListenAsync(PostgresNudge nudge)
    {
        nudge.Subscribe(log => _heard.Writer.TryWrite(log));
        (await NextAsync()).ShouldBeNull();
        nudge.Listening.ShouldBeTrue();
    }

    private async Task<LogId?> NextAsync() => await _heard.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Limit, Cancellation);

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Limit);
        while (!holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
