using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.RateLimiting;
using LiveSession.Ingest.Live;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Operations;

namespace LiveSession.Server.Captions.Steno;

/// <summary>One program that is connected, from its first byte to its last. The software is told nothing but why it is turned away.</summary>
internal sealed class StenoConnection(Socket socket, IPAddress from, StenoEncoding encoding, Func<Task<FoundSource?>> find, SourceDesk desk, StenoOptions options, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _end = new();
    private readonly StenoOpening _opening = new();
    private readonly SmartEncoderReader _reader = new(encoding);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Rejection? _reason;

    /// <summary>Where the program runs.</summary>
    public IPAddress From => from;

    /// <summary>Whether its first bytes came.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Reads until the program goes or is turned away. Null when it went by itself.</summary>
    public async Task<Rejection?> RunAsync()
    {
        using var pace = new TokenBucketRateLimiter(Pace.Of(options.BytesPerSecond, 16 * options.BytesPerSecond));
        try
        {
            Rejection? refusal;
            try
            {
                refusal = await ReadAsync(pace);
                await TakeAsync(_opening.Rest());
            }
            catch (OperationCanceledException)
            {
                // What has arrived already is taken: nobody will send it again.
                refusal = await DrainAsync() ?? _reason;
            }
            catch (SocketException)
            {
                refusal = null;
            }

            Tell(refusal);
            return refusal;
        }
        finally
        {
            Dispose();
            _ended.TrySetResult();
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _end.Dispose();
    }

    /// <summary>Takes in what has arrived, says why and hangs up.</summary>
    public Task EndAsync(Rejection? reason)
    {
        try
        {
            _reason ??= reason;
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }

        return _ended.Task.WaitAsync(LastWords, time).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Has the system ask now and then whether the other end is still there: a line that broke is noticed in two minutes.</summary>
    public static void Watch(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        Ask(socket, after: 60, every: 15, times: 4);
    }

    /// <summary>Whether the other end has gone: asked at once, and given up after three seconds without an answer.</summary>
    public async Task<bool> IsGoneAsync()
    {
        try
        {
            Ask(socket, after: 1, every: 1, times: 2);
            await _ended.Task.WaitAsync(Answering, time);
            return true;
        }
        catch (TimeoutException)
        {
            Watch(socket);
            return false;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Says to somebody who will not be heard why not, and waits for nothing.</summary>
    public static void TurnAway(Socket socket, Rejection refusal)
    {
        using (socket)
        {
            Say(socket, refusal);
        }
    }

    private async Task<Rejection?> ReadAsync(TokenBucketRateLimiter pace)
    {
        var block = new byte[4_096];
        while (true)
        {
            using var silence = new CancellationTokenSource(options.IdleAfter, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, _end.Token);
            var count = await socket.ReceiveAsync(block, either.Token);
            if (count == 0)
            {
                return null;
            }

            HasWritten = true;
            if (!pace.AttemptAcquire(count).IsAcquired)
            {
                return Rejections.TooFast(options.BytesPerSecond);
            }

            var bytes = _opening.Read(block.AsSpan(0, count));
            if (_opening.Other is { } other)
            {
                return Rejections.NotStenography(other);
            }

            if (await TakeAsync(bytes) is { } refusal)
            {
                return refusal;
            }
        }
    }

    private async Task<Rejection?> DrainAsync()
    {
        var block = new byte[4_096];
        for (var left = 16 * options.BytesPerSecond; socket.Available > 0 && left > 0;)
        {
            var count = socket.Receive(block);
            left -= count;
            if (count == 0 || await TakeAsync(_opening.Read(block.AsSpan(0, count))) is not null)
            {
                break;
            }
        }

        return _opening.Other is { } other ? Rejections.NotStenography(other) : await TakeAsync(_opening.Rest());
    }

    // Asked anew each time: a source that was withdrawn writes nothing more, whatever has arrived of it.
    private async Task<Rejection?> TakeAsync(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return null;
        }

        if (await find() is not { } found)
        {
            return Rejections.UnknownSource;
        }

        var edits = _reader.Read(bytes);
        if (_reader.IsPassThru)
        {
            return Rejections.NotStenography("PassThru");
        }

        // Words nobody may record now are told to the captioner; the software goes on.
        await desk.TypeAsync(found, edits);
        return null;
    }

    private static void Ask(Socket socket, int after, int every, int times)
    {
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, after);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, every);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, times);
    }

    private void Tell(Rejection? refusal)
    {
        if (refusal is not null)
        {
            Say(socket, refusal);
        }
    }

    private static void Say(Socket socket, Rejection refusal)
    {
        try
        {
            socket.Blocking = false;
            socket.Send(Encoding.UTF8.GetBytes(refusal.Message + "\r\n"));
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone already.
        }
    }
}
