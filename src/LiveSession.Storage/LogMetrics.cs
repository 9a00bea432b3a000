using System.Diagnostics.Metrics;

namespace LiveSession.Storage;

/// <summary>What the log tells about itself, on the meter <see cref="MeterName"/>.</summary>
public sealed class LogMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "LiveSession.Storage";

    /// <summary>Where durations are told apart, in seconds: what alerts and pictures can know. Of the framework's own bounds the first is 5 s.</summary>
    public static readonly IReadOnlyList<double> Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Meter _meter;
    private readonly Histogram<double> _appendDuration;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _events;
    private readonly Counter<long> _restored;
    private readonly Counter<long> _failed;

    /// <summary>Measures on a meter of its own, or on one of the host's.</summary>
    public LogMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _appendDuration = _meter.CreateHistogram<double>(
            "livesession.log.append.duration", "s", "From asking to append until it is durable",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _commits = _meter.CreateCounter<long>("livesession.log.commits", "{commit}", "Transactions made durable");
        _events = _meter.CreateCounter<long>("livesession.log.events", "{event}", "Events made durable; per commit: how well they group");
        _failed = _meter.CreateCounter<long>("livesession.log.failed", "{append}", "Appends refused because the archive could not be written");
        _restored = _meter.CreateCounter<long>("livesession.log.restored", "{log}", "Logs found put back to an earlier state, or copied");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>All of them, for who wants to listen to this log and no other.</summary>
    internal IReadOnlyList<Instrument> Instruments => [_appendDuration, _commits, _events, _restored, _failed];

    internal void Appended(TimeSpan duration) => _appendDuration.Record(duration.TotalSeconds);

    internal void Failed(int appends) => _failed.Add(appends);

    /// <summary>Logs were found put back to an earlier state, or copied.</summary>
    public void Restored(int logs) => _restored.Add(logs);

    internal void Committed(int events)
    {
        _commits.Add(1);
        _events.Add(events);
    }
}
