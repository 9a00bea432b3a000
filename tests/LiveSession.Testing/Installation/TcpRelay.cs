using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LiveSession.Testing.Installation;

/// <summary>A wire between two programs that a test can cut and mend: listens on a port of its own and passes bytes on, both ways.</summary>
public sealed class TcpRelay : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> _pairs = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _accepting;
    private volatile bool _cut;

    /// <summary>A whole wire to a port of this machine.</summary>
    public TcpRelay(int port)
    {
        _target = new IPEndPoint(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends every connection at once, and every new one as soon as it is made, until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var (left, right) in _pairs)
        {
            Reset(left);
            Reset(right);
        }
    }

    /// <summary>Passes on again.</summary>
    public void Mend() => _cut = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _ending.Dispose();
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                var left = await _listener.AcceptSocketAsync(_ending.Token);
                _ = Task.Run(() => PassAsync(left));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Ending.
            }
        }
    }

    private async Task PassAsync(Socket left)
    {
        var right = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        left.NoDelay = true;
        try
        {
            if (_cut)
            {
                return;
            }

            await right.ConnectAsync(_target, _ending.Token);
            _pairs[left] = right;
            if (!_cut)
            {
                await Task.WhenAny(CopyAsync(left, right), CopyAsync(right, left));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The other side is away.
        }
        finally
        {
            _pairs.TryRemove(left, out _);
            Reset(left);
            Reset(right);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var length and > 0)
            {
                for (var sent = 0; sent < length;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end is gone; so is then the other.
        }
    }
}
