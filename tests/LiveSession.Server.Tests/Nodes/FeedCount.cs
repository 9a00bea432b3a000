using System.Diagnostics.Metrics;
using LiveSession.Server.Log;
using LiveSession.Server.Operations;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Nodes;

/// <summary>How often one node counted an outcome of what it heard, from now on.</summary>
internal sealed class FeedCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _value;

    private FeedCount(Instruments instruments, FeedOutcome outcome)
    {
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var (_, tag) in tags)
            {
                if (outcome.ToString().Equals(tag as string, StringComparison.OrdinalIgnoreCase))
                {
                    Interlocked.Add(ref _value, value);
                }
            }
        });
        _listener.EnableMeasurementEvents(instruments.FeedMessages);
    }

    public long Value => Interlocked.Read(ref _value);

    public static FeedCount Of(RunningServer node, FeedOutcome outcome) => new(node.Services.GetRequiredService<Instruments>(), outcome);

    public void Dispose() => _listener.Dispose();
}
