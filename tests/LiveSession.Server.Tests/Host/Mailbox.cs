using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Tests.Host;

/// <summary>What a connection was told, one kind of message; waiting for the next one has a limit and a name.</summary>
public sealed class Mailbox<T>(HubConnection connection, string method)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<T> _channel = Listen(connection, method);

    public int Count => _channel.Reader.Count;

    public async Task<T> NextAsync(Func<T, bool>? wanted = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var message = await _channel.Reader.ReadAsync(limit.Token);
                if (wanted?.Invoke(message) ?? true)
                {
                    return message;
                }
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No {method} came within {Patience.TotalSeconds} s.");
        }
    }

    private static Channel<T> Listen(HubConnection connection, string method)
    {
        var channel = Channel.CreateUnbounded<T>();
        connection.On<T>(method, message => channel.Writer.TryWrite(message));
        return channel;
    }
}
