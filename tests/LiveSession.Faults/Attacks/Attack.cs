using System.Collections.Concurrent;

namespace LiveSession.Faults.Attacks;

/// <summary>Something done to the server over and over, by so many at once, until it is called off; what came of it is counted.</summary>
internal sealed class Attack : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private readonly Task _going;

    private Attack(string name, int atOnce, TimeSpan pause, Func<CancellationToken, Task<string>> once)
    {
        Name = name;
        _going = Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(() => GoOnAsync(once, pause))));
    }

    public string Name { get; }

    /// <summary>How often each outcome was seen.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    public static Attack Begin(string name, int atOnce, TimeSpan pause, Func<CancellationToken, Task<string>> once) => new(name, atOnce, pause, once);

    public override string ToString() => $"{Name}: {string.Join(", ", Outcomes.OrderBy(outcome => outcome.Key).Select(outcome => $"{outcome.Value} × {outcome.Key}"))}";

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _going;
        _over.Dispose();
    }

    private async Task GoOnAsync(Func<CancellationToken, Task<string>> once, TimeSpan pause)
    {
        while (!_over.IsCancellationRequested)
        {
            string outcome;
            try
            {
                outcome = await once(_over.Token);
                await Task.Delay(pause, _over.Token);
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException or System.Net.WebSockets.WebSocketException)
            {
                outcome = "cut off";
            }

            _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);
        }
    }
}
