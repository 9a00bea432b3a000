using System.Diagnostics.Metrics;

namespace LiveSession.Storage;

/// <summary>What the log tells about itself, on the meter <see cref="MeterName"/>.</summary>
public sealed class LogMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "LiveSession.Storage";

    private readonly Meter _meter;
    private readonly Histogram<double> _appendDuration;
    private readonly Counter<long> _commits;
    private readonly Counter<long> _events;
    private readonly Counter<long> _restored;

    /// <summary>Measures on a meter of its own, or on one of the host's.</summary>
    public LogMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _appendDuration = _meter.CreateHistogram<double>(
            "livesession.log.append.duration", "s", "From asking to append until it is durable");
        _commits = _meter.CreateCounter<long>("livesession.log.commits", "{commit}", "Transactions made durable");
        _events = _meter.CreateCounter<long>("livesession.log.events", "{event}", "Events made durable; per commit: how well they group");
        _restored = _meter.CreateCounter<long>("livesession.log.restored", "{log}", "Logs found put back to an earlier state, or copied");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>All of them, for who wants to listen to this log and no other.</summary>
    internal IReadOnlyList<Instrument> Instruments => [_appendDuration, _commits, _events, _restored];

    internal void Appended(TimeSpan duration) => _appendDuration.Record(duration.TotalSeconds);

    internal void Restored(int logs) => _restored.Add(logs);

    internal void Committed(int events)
    {
        _commits.Add(1);
        _events.Add(events);
    }
}
