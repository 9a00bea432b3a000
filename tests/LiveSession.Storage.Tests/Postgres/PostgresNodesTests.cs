using System.Diagnostics.Metrics;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>Several nodes on one database.</summary>
public sealed class PostgresNodesTests(SharedPostgres server) : IAsyncLifetime
{
    private readonly List<PostgresSessionLog> _nodes = [];
    private string _connection = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _connection = await server.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nodes_that_start_together_on_an_empty_database_make_its_tables_once()
    {
        var nodes = Enumerable.Range(0, 8).Select(_ => Open()).ToList();

        await Task.WhenAll(nodes.Select(node => node.AppendAsync(LogId.House, null, Sample.Lines(1), Cancellation)));

        (await nodes[0].FindHeadAsync(LogId.House, Cancellation))!.Position.Sequence.ShouldBe(8);
        (await PostgresServer.ExecuteAsync(_connection, "SELECT count(*) FROM livesession.version")).ShouldBe(1L);
    }

    [Fact]
    public async Task Nodes_that_decide_on_the_same_log_each_win_in_turn_and_lose_nothing()
    {
        var (nodes, log) = (new[] { Open(), Open(), Open() }, Sample.Log());

        await Task.WhenAll(nodes.Select(async (node, name) =>
        {
            for (var line = 1; line <= 25;)
            {
                var at = (await node.FindHeadAsync(log, Cancellation))?.Position.Sequence ?? 0;
                try
                {
                    await node.AppendAsync(log, at, [Sample.Line($"{name} {line}")], Cancellation);
                    line++;
                }
                catch (LogConflictException lost)
                {
                    lost.Actual.ShouldBeGreaterThan(at);
                }
            }
        }));

        var read = await nodes[0].ReadAsync(log, 0, Cancellation).Select(Sample.TextOf).ToListAsync(Cancellation);
        foreach (var name in new[] { 0, 1, 2 })
        {
            read.Where(text => text[0] - '0' == name).ShouldBe(Enumerable.Range(1, 25).Select(line => $"{name} {line}"));
        }

        await VerifyAsync(nodes[0], log);
    }

    [Fact]
    public async Task Nodes_that_append_to_the_same_logs_in_any_order_never_wait_for_each_other_forever()
    {
        var (nodes, logs) = (new[] { Open(), Open() }, Enumerable.Range(0, 12).Select(_ => Sample.Log()).ToArray());
        var random = new Random(3);

        await Task.WhenAll(nodes.SelectMany(node => Enumerable.Range(1, 10).Select(async round =>
        {
            var order = logs.ToArray();
            lock (random)
            {
                random.Shuffle(order);
            }

            await Task.WhenAll(order.Select(log => node.AppendAsync(log, null, [Sample.Line($"round {round}")], Cancellation)));
        })));

        foreach (var log in logs)
        {
            (await nodes[0].FindHeadAsync(log, Cancellation))!.Position.Sequence.ShouldBe(20);
            await VerifyAsync(nodes[1], log);
        }
    }

    [Fact]
    public async Task Whoever_waits_on_a_node_shares_one_commit_whatever_log_it_is_for()
    {
        using var metrics = new LogMetrics();
        var (commits, events) = (0L, 0L);
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (metrics.Instruments.Contains(instrument))
            {
                _ = instrument.Name == "livesession.log.commits" ? Interlocked.Add(ref commits, value) : Interlocked.Add(ref events, value);
            }
        });
        listener.Start();
        await using var node = new PostgresSessionLog(new PostgresOptions { Connection = _connection }, metrics, NullLogger.Instance);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => node.AppendAsync(Sample.Log(), 0, Sample.Lines(2), Cancellation)));

        events.ShouldBe(400);
        commits.ShouldBeInRange(1, 20);
    }

    [Fact]
    public async Task The_heads_of_many_logs_are_found_at_once()
    {
        var (node, there, absent) = (Open(), Sample.Log(), Sample.Log());
        var last = (await node.AppendAsync(there, 0, Sample.Lines(3), Cancellation))[^1];

        var heads = await ((ISessionLog)Open()).FindHeadsAsync([there, absent], Cancellation);

        heads.ShouldBe(new Dictionary<LogId, LogHead> { [there] = new(last.Position, last.Hash) });
    }

    private PostgresSessionLog Open()
    {
        var node = new PostgresSessionLog(_connection);
        _nodes.Add(node);
        return node;
    }

    private static async Task VerifyAsync(PostgresSessionLog node, LogId log) => (await LogVerifier.VerifyAsync(
        log, node.ReadStoredAsync(log, Cancellation), await node.FindHeadAsync(log, Cancellation), Cancellation)).Fault.ShouldBeNull();
}
