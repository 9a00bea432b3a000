using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveSession.Storage.Tests.Sqlite;

public sealed class SqliteMeasurementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Appends_commits_and_events_are_counted_and_many_appends_share_a_commit()
    {
        using var metrics = new LogMetrics();
        var (durations, counts) = (new ConcurrentBag<double>(), new ConcurrentDictionary<string, long>());
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => durations.Add(value));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        foreach (var instrument in metrics.Instruments)
        {
            listener.EnableMeasurementEvents(instrument);
        }

        await using (var store = new SqliteSessionLog(
            new SqliteDatabase(new SqliteOptions { Path = _folder.File("logs.db") }), metrics, NullLogger.Instance))
        {
            var log = Sample.Log();
            await Task.WhenAll(Enumerable.Range(1, 400).Select(_ => store.AppendAsync(log, null, Sample.Lines(2), Cancellation)));
        }

        durations.Count.ShouldBe(400);
        durations.ShouldAllBe(seconds => seconds > 0);
        counts["livesession.log.events"].ShouldBe(800);
        counts["livesession.log.commits"].ShouldBeInRange(1, 200);
    }

    [Fact]
    public async Task A_host_that_adds_the_storage_gets_one_log_at_the_configured_path()
    {
        var path = _folder.File("configured.db");
        await using var services = Host(new() { ["Storage:Sqlite:Path"] = path, ["Storage:Sqlite:BusyTimeout"] = "00:00:02" });

        var log = services.GetRequiredService<ISessionLog>();
        await log.CheckAsync(Cancellation);

        log.ShouldBeSameAs(services.GetRequiredService<SqliteSessionLog>());
        File.Exists(path).ShouldBeTrue();
        services.GetRequiredService<IOptions<SqliteOptions>>().Value.BusyTimeout.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_path_given_by_the_host_wins()
    {
        var path = _folder.File("given.db");
        await using var services = Host(new() { ["Storage:Sqlite:Path"] = _folder.File("configured.db") }, path);

        services.GetRequiredService<IOptions<SqliteOptions>>().Value.Path.ShouldBe(path);
    }

    [Fact]
    public async Task Options_out_of_range_are_all_named()
    {
        await using var services = Host(new() { ["Storage:Sqlite:Path"] = "", ["Storage:Sqlite:BusyTimeout"] = "01:00:00" });

        var refusal = Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<SqliteOptions>>().Value);

        refusal.Failures.Count().ShouldBe(2);
    }

    private static ServiceProvider Host(Dictionary<string, string?> settings, string? path = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.TryAddSingleton<ILogger<SqliteSessionLog>>(NullLogger<SqliteSessionLog>.Instance);
        return services.AddSqliteStorage(path).BuildServiceProvider();
    }
}
