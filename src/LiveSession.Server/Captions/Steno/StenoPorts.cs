using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Ingest.Live;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.Steno;

/// <summary>
/// Hands the configured TCP ports out to sources of stenography software and keeps those open: from the moment a source is let in until it is
/// withdrawn or its session closes, over restarts. One that something else has is tried again until it is free. Off until the operator names ports and from where they may be written to.
/// </summary>
internal sealed partial class StenoPorts : IHostedService, IDisposable
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<CaptionSourceId, StenoPort> _open = new();
    private readonly HashSet<int> _taken = [];
    private readonly Lock _lock = new();
    private readonly MeetingDirectory _directory;
    private readonly ISessionFeed _feed;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger _log;
    private readonly StenoOptions _options;
    private readonly SourceIndex _index;
    private readonly SourceDesk _desk;
    private readonly StenoPort.House _house;
    private readonly ConcurrentDictionary<CaptionSourceId, (MeetingId Meeting, CaptionSource Source)> _known = new();
    private IDisposable? _subscription;
    private CancellationTokenRegistration _stopping;
    private ITimer? _trying;

    public StenoPorts(
        MeetingDirectory directory, SourceIndex index, SourceDesk desk, StenoGuard guard, ISessionFeed feed, Instruments instruments,
        IHostApplicationLifetime lifetime, IOptions<StenoOptions> options, TimeProvider time, ILogger<StenoPorts> log)
    {
        (_directory, _index, _desk, _feed, _lifetime, _log, _options) = (directory, index, desk, feed, lifetime, log, options.Value);
        _house = new StenoPort.House(
            guard, desk, options.Value, time, FindAsync,
            refusal => instruments.Streams.Add(1, new KeyValuePair<string, object?>("rejection", refusal?.Code)), Tell);
    }

    /// <summary>Called when something changes at the port of a source.</summary>
    public event Action<CaptionSource>? Changed;

    /// <summary>Whether ports are handed out at all.</summary>
    public bool IsOffered => _options.PortNumbers.Any();

    /// <summary>The port of a source; null where it has none.</summary>
    public StenoPort? Find(CaptionSourceId source) => _open.GetValueOrDefault(source);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsOffered)
        {
            return;
        }

        _subscription = _feed.Subscribe(Happened);
        _stopping = _lifetime.ApplicationStopping.Register(() => EndAsync().GetAwaiter().GetResult());
        foreach (var meeting in await _directory.ListAsync())
        {
            foreach (var source in meeting.CaptionSources.All.Values.Where(source => source is { Port: not null, RevokedAt: null }))
            {
                if ((await _directory.WriterOf(source.Session).StateAsync()).Phase is not SessionPhase.Closed)
                {
                    Open(meeting.Id, source);
                }
            }
        }

        _trying = _house.Time.CreateTimer(_ => OpenTheOthers(), null, TryAgain, TryAgain);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _subscription?.Dispose();
        _trying?.Dispose();
        _stopping.Dispose();
    }

    private void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        foreach (var happened in events.Select(happened => happened.Event))
        {
            switch (happened)
            {
                case CaptionSourceIssued { Port: not null } issued when log.Meeting is { } meeting
                    && _directory.WriterOf(meeting).StateIfLoaded?.CaptionSources.All.GetValueOrDefault(issued.Source) is { } source:
                    Open(meeting, source);
                    break;
                case CaptionSourceRevoked revoked:
                    Close(revoked.Source, Rejections.UnknownSource);
                    break;
                case SessionClosed when log.Session is { } session:
                    foreach (var known in _known.Values.Where(known => known.Source.Session == session))
                    {
                        Close(known.Source.Id, Rejections.SessionClosed);
                    }

                    break;
            }
        }
    }

    private void Open(MeetingId meeting, CaptionSource source)
    {
        var number = source.Port!.Value;
        if (!_options.PortNumbers.Contains(number) || !_known.TryAdd(source.Id, (meeting, source)))
        {
            return;
        }

        var port = _open[source.Id] = new StenoPort(number, source.Id, StenoEncoding.For(source.Language), _house);
        if (Listen(port) is var error and not SocketError.Success)
        {
            Log.CannotOpen(_log, port.Number, port.Source, error);
        }
    }

    private void Close(CaptionSourceId source, Rejection reason)
    {
        if (_open.TryRemove(source, out var port))
        {
            _ = CloseAsync(port, reason);
        }
    }

    // The port goes to somebody else only when the connection has ended.
    private async Task CloseAsync(StenoPort port, Rejection reason)
    {
        await port.CloseAsync(reason);
        Tell(port.Source);
        if (_known.TryRemove(port.Source, out var known))
        {
            Release(known.Source.Port!.Value);
        }

        OpenTheOthers();
    }

    // Other software had them; or one was handed out at two nodes at once, and stays with the source that did not give way.
    private void OpenTheOthers()
    {
        foreach (var port in _open.Values.Where(port => !port.IsOpen))
        {
            if (Listen(port) is SocketError.Success)
            {
                Log.OpenedLater(_log, port.Number, port.Source);
            }
        }
    }

    private SocketError Listen(StenoPort port)
    {
        lock (_lock)
        {
            _taken.Add(port.Number);
        }

        var error = port.Open(IPAddress.Parse(_options.Listen));
        Tell(port.Source);
        return error;
    }

    // Before the commands stop: what was sent is taken, and what is begun is finished.
    private async Task EndAsync()
    {
        await Task.WhenAll(_open.Values.Select(port => port.CloseAsync(Rejections.Stopping)));
        await _desk.FinishIdleAsync(all: true);
    }

    private Task<FoundSource?> FindAsync(CaptionSourceId source) =>
        _known.TryGetValue(source, out var known) ? _index.FindAsync(known.Meeting, source) : Task.FromResult<FoundSource?>(null);

    private void Tell(CaptionSourceId source)
    {
        if (_known.TryGetValue(source, out var known))
        {
            Changed?.Invoke(known.Source);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(145, LogLevel.Warning, "Port {Port} of caption source {Source} cannot be opened, and is tried again: {Error}")]
        public static partial void CannotOpen(ILogger log, int port, CaptionSourceId source, SocketError error);

        [LoggerMessage(146, LogLevel.Information, "Port {Port} of caption source {Source} is open now")]
        public static partial void OpenedLater(ILogger log, int port, CaptionSourceId source);
    }
}
