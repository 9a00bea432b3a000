namespace LiveSession.Cli.Doors;

/// <summary>How long to wait for a server that is not there.</summary>
internal static class Patience
{
    private static readonly ImmutableArray<TimeSpan> Steps =
    [
        TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(800),
        TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5),
    ];

    private static readonly TimeSpan FirstContact = TimeSpan.FromSeconds(20);

    /// <summary>How long to wait before trying again, for the n-th time: longer and longer, never more than five seconds and a bit.</summary>
    public static TimeSpan Before(int attempt) =>
        Steps[Math.Min(attempt, Steps.Length - 1)] * (0.8 + (0.4 * Random.Shared.NextDouble()));

    /// <summary>The first contact: a server may be starting, an address may be wrong. After a while it is the address.</summary>
    public static async Task TryAsync(Func<Task> request, Uri server, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await request();
                return;
            }
            catch (Exception e) when (IsAway(e) && !cancellationToken.IsCancellationRequested)
            {
                if (time.GetElapsedTime(begun) > FirstContact)
                {
                    throw new CommandFailedException($"{server} cannot be reached: {e.Message}");
                }
            }

            await Task.Delay(Before(attempt), time, cancellationToken);
        }
    }

    /// <summary>Whether a fault means that the server is away or busy, and may come back.</summary>
    public static bool IsAway(Exception fault) => fault switch
    {
        HttpRequestException { StatusCode: { } status } => (int)status >= 500 || (int)status == 429,
        HttpRequestException or IOException or TimeoutException or System.Net.WebSockets.WebSocketException => true,
        OperationCanceledException => true,
        _ => false,
    };
}
