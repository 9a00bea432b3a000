using System.Net.Sockets;
using LiveSession.Storage.Postgres;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>The pipeline around every use of the database, with faults injected.</summary>
public sealed class PostgresPipelineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ResiliencePipeline _pipeline;
    private int _attempts;

    public PostgresPipelineTests() => _pipeline = PostgresPipeline.Create("test", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), _time);

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again_and_the_caller_hears_nothing_of_it()
    {
        await RunAsync(_ => _attempts <= 2 ? throw new NpgsqlException("cut", new IOException()) : ValueTask.CompletedTask);

        _attempts.ShouldBe(3);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.AdminShutdown, 3)]
    [InlineData(PostgresErrorCodes.CannotConnectNow, 3)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, 3)]
    [InlineData(PostgresErrorCodes.DiskFull, 1)]
    [InlineData(PostgresErrorCodes.InvalidPassword, 1)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, 1)]
    [InlineData(PostgresErrorCodes.UndefinedTable, 1)]
    public async Task Only_what_may_pass_is_tried_again(string code, int attempts)
    {
        var fault = new PostgresException("of the test", "ERROR", "ERROR", code);

        var run = RunAsync(_ => _attempts < 3 ? throw fault : ValueTask.CompletedTask);

        if (attempts == 1)
        {
            await Should.ThrowAsync<PostgresException>(run);
        }
        else
        {
            await run;
        }

        _attempts.ShouldBe(attempts);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_in_time_for_another()
    {
        await RunAsync(async stop =>
        {
            if (_attempts == 1)
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
        });

        _attempts.ShouldBe(2);
    }

    [Fact]
    public async Task What_hangs_every_time_is_given_up_within_the_limit()
    {
        var started = _time.GetTimestamp();

        await Should.ThrowAsync<TimeoutRejectedException>(RunAsync(stop => new ValueTask(Task.Delay(Timeout.Infinite, stop))));

        _time.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_server_that_is_away_is_left_alone_for_a_moment_and_then_asked_again()
    {
        ValueTask Refuse(CancellationToken stop) => throw new NpgsqlException("refused", new SocketException((int)SocketError.ConnectionRefused));
        await Should.ThrowAsync<Exception>(RunAsync(Refuse));

        _attempts = 0;
        (await Should.ThrowAsync<BrokenCircuitException>(RunAsync(Refuse))).InnerException.ShouldBeOfType<NpgsqlException>();
        _attempts.ShouldBe(0);

        _time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync(_ => ValueTask.CompletedTask);
        _attempts.ShouldBe(1);
    }

    private async Task RunAsync(Func<CancellationToken, ValueTask> use)
    {
        var run = _pipeline.ExecuteAsync(
            stop =>
            {
                _attempts++;
                return use(stop);
            },
            TestContext.Current.CancellationToken).AsTask();
        using var limit = new CancellationTokenSource(Limit);
        while (!run.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(1, limit.Token); // So that what the time set off has run before more time passes.
        }

        await run;
    }
}
