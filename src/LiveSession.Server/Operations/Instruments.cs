using System.Diagnostics.Metrics;
using System.Diagnostics;
using LiveSession.Server.Log;
using LiveSession.Storage;

namespace LiveSession.Server.Operations;

/// <summary>What is measured. Names follow OpenTelemetry's conventions; durations are in seconds.</summary>
internal sealed class Instruments : IDisposable
{
    public const string Name = "LiveSession";

    private static readonly InstrumentAdvice<double> InSeconds = new() { HistogramBucketBoundaries = LogMetrics.Seconds };

    private readonly Meter _meter;

    public Instruments(IMeterFactory factory)
    {
        _meter = factory.Create(Name);
        CaptionsIn = _meter.CreateCounter<long>("livesession.captions.in", "{line}", "Caption lines recorded.");
        DraftsIn = _meter.CreateCounter<long>("livesession.drafts.in", "{draft}", "Caption drafts received.");
        Delivered = _meter.CreateCounter<long>("livesession.messages.delivered", "{message}", "Messages handed to readers' connections.");
        Delivery = _meter.CreateHistogram<double>("livesession.delivery.duration", "s", "From a line being durable to it being handed to the last reader that keeps up.", advice: InSeconds);
        CutOff = _meter.CreateCounter<long>("livesession.followers.cut", "{follower}", "Readers cut off because they did not read.");
        Followers = _meter.CreateUpDownCounter<long>("livesession.followers", "{follower}", "Connections that follow a session.");
        Connections = _meter.CreateUpDownCounter<long>("livesession.connections", "{connection}", "Open hub and console connections.");
        Circuits = _meter.CreateUpDownCounter<long>("livesession.circuits", "{circuit}", "Open consoles.");
        Commands = _meter.CreateHistogram<double>("livesession.command.duration", "s", "From a command's arrival to its answer.", advice: InSeconds);
        Posts = _meter.CreateCounter<long>("livesession.source.posts", "{post}", "Posts of caption sources, by the code they were refused with.");
        Streams = _meter.CreateCounter<long>(
            "livesession.source.streams", "{connection}", "TCP connections of stenography software that ended, by the code they were refused with.");
        RelayLines = _meter.CreateCounter<long>("livesession.relay.lines", "{line}", "Caption lines relayed to other services, by outcome: sent, failed (each attempt), skipped.");
        FeedMessages = _meter.CreateCounter<long>("livesession.feed.messages", "{message}", "Word from other nodes, by outcome: taken, known, gap, foreign, late.");
        FeedHealed = _meter.CreateCounter<long>("livesession.feed.healed", "{log}", "Times a log was read because word of it had not come.");
        AnalysisRequests = _meter.CreateCounter<long>(
            "livesession.analysis.requests", "{request}", "Requests to the language service, by outcome: ok, request, passing, refused, unreadable, late, skipped (left alone).");
        AnalysisRounds = _meter.CreateHistogram<double>("livesession.analysis.duration", "s", "One reading of one session's transcript.");
        Source = new ActivitySource(Name);
    }

    public ActivitySource Source { get; }

    public Counter<long> CaptionsIn { get; }

    public Counter<long> DraftsIn { get; }

    public Counter<long> Delivered { get; }

    public Histogram<double> Delivery { get; }

    public Counter<long> CutOff { get; }

    public UpDownCounter<long> Followers { get; }

    public UpDownCounter<long> Connections { get; }

    public UpDownCounter<long> Circuits { get; }

    public Histogram<double> Commands { get; }

    public Counter<long> Posts { get; }

    public Counter<long> Streams { get; }

    public Counter<long> RelayLines { get; }

    public Counter<long> AnalysisRequests { get; }

    public Histogram<double> AnalysisRounds { get; }

    public Counter<long> FeedMessages { get; }

    public void CountFeed(FeedOutcome outcome) =>
        FeedMessages.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));

    public Counter<long> FeedHealed { get; }

    /// <summary>Reports a figure that is looked up when somebody asks for it.</summary>
    public void Observe(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    public void Dispose()
    {
        _meter.Dispose();
        Source.Dispose();
    }
}
