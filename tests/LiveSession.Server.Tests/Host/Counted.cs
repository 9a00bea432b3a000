using System.Diagnostics.Metrics;
using LiveSession.Server.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Host;

/// <summary>What one of a server's instruments counted, from now on.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _value;

    private Counted(Instrument instrument, string? tag)
    {
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tag is null || Has(tags, tag))
            {
                Interlocked.Add(ref _value, value);
            }
        });
        _listener.EnableMeasurementEvents(instrument);
    }

    public long Value => Interlocked.Read(ref _value);

    /// <param name="server">Whose instrument.</param>
    /// <param name="which">Which of them.</param>
    /// <param name="tag">Only what carries this value; null for all.</param>
    public static Counted By(RunningServer server, Func<Instruments, Instrument> which, string? tag = null) =>
        new(which(server.Services.GetRequiredService<Instruments>()), tag);

    public void Dispose() => _listener.Dispose();

    private static bool Has(ReadOnlySpan<KeyValuePair<string, object?>> tags, string wanted)
    {
        foreach (var (_, tag) in tags)
        {
            if (wanted.Equals(tag as string, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
