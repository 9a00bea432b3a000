namespace LiveSession.Cli.Replay;

/// <summary>Counts what happens during a replay. Safe for concurrent use.</summary>
internal sealed class ReplayTally(int lines)
{
    private readonly Lock _gate = new();
    private readonly List<(int Number, long Sequence, TimeSpan Wait)> _acknowledged = [];
    private readonly Dictionary<(int Code, string Message), int> _refusals = [];
    private readonly Dictionary<(int Code, string Message), int> _queueRefusals = [];
    private int _sent;
    private int _reconnects;
    private int _queueCommands;
    private int _queueAccepted;

    /// <summary>How many lines the file has.</summary>
    public int Lines { get; } = lines;

    /// <summary>A line is on its way.</summary>
    /// <returns>Its number, counted from 1.</returns>
    public int Sent()
    {
        lock (_gate)
        {
            return ++_sent;
        }
    }

    public void Reconnected() => Count(() => _reconnects++);

    /// <summary>A line is in the archive.</summary>
    /// <param name="number">The line's number among those sent.</param>
    /// <param name="sequence">Where it stands in the record.</param>
    /// <param name="wait">How long the answer took.</param>
    public void Acknowledged(int number, long sequence, TimeSpan wait) => Count(() => _acknowledged.Add((number, sequence, wait)));

    public void Refused(Rejection rejection) => Count(() => Add(_refusals, rejection));

    public void QueueCommand(CommandResult result) => Count(() =>
    {
        _queueCommands++;
        if (result.Rejection is { } rejection)
        {
            Add(_queueRefusals, rejection);
        }
        else
        {
            _queueAccepted++;
        }
    });

    /// <summary>How far it is, for a progress bar.</summary>
    public (int Sent, int Acknowledged, int Refused, int Reconnects) Now()
    {
        lock (_gate)
        {
            return (_sent, _acknowledged.Count, _refusals.Values.Sum(), _reconnects);
        }
    }

    public ReplayReport Report(string file, string format, string session, TimeSpan duration, bool stopped)
    {
        lock (_gate)
        {
            var waits = _acknowledged.Select(line => line.Wait).Order().ToArray();
            return new ReplayReport(
                file, format, session, Lines, _sent, waits.Length, _sent - waits.Length - _refusals.Values.Sum(), Counts(_refusals),
                OutOfOrder(), _queueCommands, _queueAccepted, Counts(_queueRefusals), _reconnects, duration.TotalSeconds,
                Percentile(waits, 0.5), Percentile(waits, 0.99), stopped);
        }
    }

    private int OutOfOrder()
    {
        var (behind, last) = (0, 0L);
        foreach (var (_, sequence, _) in _acknowledged.OrderBy(line => line.Number))
        {
            behind += sequence < last ? 1 : 0;
            last = Math.Max(last, sequence);
        }

        return behind;
    }

    private void Count(Action change)
    {
        lock (_gate)
        {
            change();
        }
    }

    private static void Add(Dictionary<(int, string), int> refusals, Rejection rejection) =>
        refusals[(rejection.Code, rejection.Message)] = refusals.GetValueOrDefault((rejection.Code, rejection.Message)) + 1;

    private static ImmutableArray<RefusalCount> Counts(Dictionary<(int Code, string Message), int> refusals) =>
        [.. refusals.OrderBy(refusal => refusal.Key.Code).Select(refusal => new RefusalCount(refusal.Key.Code, refusal.Key.Message, refusal.Value))];

    private static double? Percentile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Length) - 1].TotalMilliseconds;
}
