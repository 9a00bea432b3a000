using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>A wire between a node and its database that can fail in the moment that matters: between a request and its answer.</summary>
internal sealed class FaultyWire : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly int _port;
    private TaskCompletionSource<TaskCompletionSource>? _holding;
    private int _swallowing;
    private (byte[] What, byte[] By)? _rewriting;

    public FaultyWire(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next answers that come from the database are lost, and the connection with each.</summary>
    public void SwallowAnswers(int count) => Interlocked.Exchange(ref _swallowing, count);

    /// <summary>The next request is held on its way, its connection cut for the node, until what is returned is completed.</summary>
    public Task<TaskCompletionSource> HoldNextRequestAsync() =>
        (_holding = new TaskCompletionSource<TaskCompletionSource>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>How long every answer takes on its way, however many pieces it comes in.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>From now on answers say one thing for another of the same length.</summary>
    public void Rewrite(string what, string by) => _rewriting = (Encoding.ASCII.GetBytes(what), Encoding.ASCII.GetBytes(by));

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient node)
    {
        using var database = new TcpClient();
        try
        {
            await database.ConnectAsync(IPAddress.Loopback, _port, _closing.Token);
            var asked = new StrongBox<bool>();
            var requests = CarryRequestsAsync(node, database.GetStream(), asked);
            if (await Task.WhenAny(requests, CarryAnswersAsync(database.GetStream(), node.GetStream(), asked)) != requests)
            {
                node.Dispose();
            }

            await requests;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One end is gone, and so is the other.
        }
        finally
        {
            node.Dispose();
        }
    }

    private async Task CarryRequestsAsync(TcpClient node, NetworkStream to, StrongBox<bool> asked)
    {
        var (from, buffer) = (node.GetStream(), new byte[65536]);
        while (await from.ReadAsync(buffer, _closing.Token) is > 0 and var read)
        {
            Volatile.Write(ref asked.Value, true);
            if (Interlocked.Exchange(ref _holding, null) is { } holding)
            {
                var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                node.Dispose();
                holding.SetResult(goOn);
                await goOn.Task;
                await to.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
                await Task.Delay(200, _closing.Token); // So that the database reads it before the wire ends.
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
        }
    }

    private async Task CarryAnswersAsync(NetworkStream from, NetworkStream to, StrongBox<bool> asked)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, _closing.Token) is > 0 and var read)
        {
            if (Interlocked.Decrement(ref _swallowing) >= 0)
            {
                return;
            }

            if (Interlocked.Exchange(ref asked.Value, false))
            {
                await Task.Delay(Delay, _closing.Token);
            }

            if (_rewriting is var (what, by) && buffer.AsSpan(0, read).IndexOf(what) is >= 0 and var place)
            {
                by.CopyTo(buffer, place);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
        }
    }
}
