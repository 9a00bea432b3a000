namespace LiveSession.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Benchmark">Which benchmark.</param>
/// <param name="Subject">What was measured.</param>
/// <param name="Name">Which of its properties.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="AtMost">What it should not exceed; null where nothing of the kind is promised.</param>
/// <param name="AtLeast">What it should reach; null where nothing of the kind is promised.</param>
internal sealed record Figure(string Benchmark, string Subject, string Name, double Value, string Unit, double? AtMost = null, double? AtLeast = null)
{
    /// <summary>Whether the promise is kept; null where there is none.</summary>
    public bool? Met => AtMost is { } most ? Value <= most : AtLeast is { } least ? Value >= least : null;
}

/// <summary>Latencies, sorted when asked.</summary>
internal static class Percentiles
{
    /// <summary>The value below which a share of all lies.</summary>
    public static double Of(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
