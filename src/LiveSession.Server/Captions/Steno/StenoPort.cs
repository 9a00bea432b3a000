using System.Net;
using System.Net.Sockets;
using LiveSession.Client.Captions;
using LiveSession.Ingest.Live;
using LiveSession.Server.Captions.Sources;

namespace LiveSession.Server.Captions.Steno;

/// <summary>
/// The TCP port of one source. One program writes at a time, and nobody takes its place while it is there. A line that broke without a word
/// looks open from here for minutes: when one comes again from the same address, the system asks over the old line, and waits for no answer long.
/// </summary>
internal sealed class StenoPort(int number, CaptionSourceId source, StenoEncoding encoding, StenoPort.House house) : IDisposable
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closed = new();
    private Socket? _listener;
    private StenoConnection? _connection;
    private IPAddress? _lastFrom;
    private Rejection? _over;

    public CaptionSourceId Source => source;

    public int Number => number;

    /// <summary>Whether the port could be opened.</summary>
    public bool IsOpen => _listener is not null;

    /// <summary>From where a program is connected; null while none is.</summary>
    public IPAddress? From => _connection?.From;

    /// <summary>Why the last program that came was turned away, and when; null when it was not.</summary>
    public TurnedAway? TurnedAway { get; private set; }

    /// <summary>Opens the port, if nothing else has it.</summary>
    public SocketError Open(IPAddress at)
    {
        lock (_lock)
        {
            return _listener is null && _over is null ? Bind(at) : SocketError.Success;
        }
    }

    /// <summary>Closes the port; who is connected is told why, and what has arrived is taken.</summary>
    public async Task CloseAsync(Rejection reason)
    {
        StenoConnection? connection;
        lock (_lock)
        {
            _over = reason;
            connection = _connection;
        }

        await _closed.CancelAsync();
        _listener?.Dispose();
        await (connection?.EndAsync(reason) ?? Task.CompletedTask);
        Dispose();
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _closed.Dispose();
    }

    private SocketError Bind(IPAddress at)
    {
        var listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (at.Equals(IPAddress.IPv6Any))
            {
                listener.DualMode = true;
            }

            listener.Bind(new IPEndPoint(at, number));
            listener.Listen(16);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            return e.SocketErrorCode;
        }

        _listener = listener;
        _ = AcceptAsync(listener);
        return SocketError.Success;
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_closed.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptAsync(_closed.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // It went away while it was let in, or the machine has no socket left: not to be asked in a hurry.
                await Task.Delay(AfterFault, house.Time, CancellationToken.None);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        Rejection? refusal = null;
        try
        {
            refusal = await TryServeAsync(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
        }
        finally
        {
            house.Count(refusal);
            house.Changed(source);
        }
    }

    private async Task<Rejection?> TryServeAsync(Socket socket)
    {
        var from = StenoGuard.Plain(((IPEndPoint)socket.RemoteEndPoint!).Address);
        if (house.Guard.Enter(from) is { } stranger)
        {
            StenoConnection.TurnAway(socket, stranger);
            return TurnAway(stranger);
        }

        try
        {
            StenoConnection.Watch(socket);
            var connection = new StenoConnection(socket, from, encoding, () => house.FindAsync(source), house.Desk, house.Options, house.Time);
            if (await TakePlaceAsync(connection) is { } busy)
            {
                StenoConnection.TurnAway(socket, busy);
                return TurnAway(busy);
            }

            TurnedAway = null;
            house.Changed(source);
            var refusal = await connection.RunAsync();
            lock (_lock)
            {
                _connection = _connection == connection ? null : _connection;
            }

            house.Desk.Left(source);
            // One that another took the place of says nothing about the port.
            return _connection is null ? TurnAway(refusal) : refusal;
        }
        finally
        {
            house.Guard.Leave(from);
        }
    }

    private Rejection? TurnAway(Rejection? reason)
    {
        TurnedAway = reason is null ? null : new TurnedAway(reason, house.Time.GetUtcNow());
        return reason;
    }

    private async Task<Rejection?> TakePlaceAsync(StenoConnection connection)
    {
        while (true)
        {
            StenoConnection? before;
            lock (_lock)
            {
                before = _connection;
                if (_over is null && before is not { HasWritten: true })
                {
                    _connection = connection;
                }
            }

            if (_over is { } over)
            {
                return over;
            }

            if (before is not { HasWritten: true })
            {
                await (before?.EndAsync(Rejections.StenoPortBusy(before.From.ToString())) ?? Task.CompletedTask);
                return await BeginAsync(connection.From);
            }

            if (!before.From.Equals(connection.From) || !await before.IsGoneAsync())
            {
                return Rejections.StenoPortBusy(connection.From.ToString());
            }

            lock (_lock)
            {
                _connection = _connection == before ? null : _connection;
            }
        }
    }

    // What a program elsewhere had begun is no beginning of what this one writes.
    private async Task<Rejection?> BeginAsync(IPAddress from)
    {
        if (_lastFrom is { } last && !last.Equals(from))
        {
            await house.Desk.FinishAsync(source);
        }

        _lastFrom = from;
        return null;
    }

    /// <summary>What all ports share.</summary>
    internal sealed record House(
        StenoGuard Guard, SourceDesk Desk, StenoOptions Options, TimeProvider Time,
        Func<CaptionSourceId, Task<FoundSource?>> FindAsync, Action<Rejection?> Count, Action<CaptionSourceId> Changed);
}
