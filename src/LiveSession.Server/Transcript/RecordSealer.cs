using System.Threading.Channels;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.Transcript;

/// <summary>
/// Signs the record of a session as soon as it is closed. A node that dies in between leaves that to whoever takes the record away first.
/// </summary>
internal sealed partial class RecordSealer(MeetingDirectory directory, RecordKeys keys, ISessionFeed feed, ILogger<RecordSealer> logger) : BackgroundService
{
    private readonly Channel<SessionId> _closed = Channel.CreateUnbounded<SessionId>();

    /// <summary>Signs the record of a closed session, once, and the redactions since.</summary>
    /// <exception cref="LogUnavailableException">The seal cannot be recorded.</exception>
    public async Task SealAsync(LogWriter<SessionState> session)
    {
        while (await session.StateAsync() is { Phase: SessionPhase.Closed, Seal: null } && session.Head is { } head)
        {
            var signer = await keys.SignerAsync();
            var seal = new RecordSealed(signer.Key.Id, head.Position.Sequence, head.Hash, signer.Sign(LogSeal.Statement(session.Id, head)));
            // Where the record has moved on meanwhile, or another node was first, nothing is recorded: look again.
            await RecordAsync(session, state => SealDecider.Seal(state, head, seal));
        }

        while (await session.StateAsync() is { Seal: { } seal, Publication: { } publication } && publication.SignedRedactions < publication.Redactions.Count)
        {
            var signer = await keys.SignerAsync();
            var statement = LogSeal.Redactions(session.Id, seal, publication.Redactions.Select(one => (one.Event, one.Hash)));
            var signed = new RedactionsSigned(signer.Key.Id, [.. publication.Redactions.Select(one => one.Event)], signer.Sign(statement));
            await RecordAsync(session, state => SealDecider.SignRedactions(state, signed));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(Happened);
        try
        {
            await foreach (var session in _closed.Reader.ReadAllAsync(stoppingToken))
            {
                await TrySealAsync(session);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task TrySealAsync(SessionId session)
    {
        try
        {
            await SealAsync(directory.WriterOf(session));
        }
        catch (LogUnavailableException e)
        {
            LogUnsealed(logger, session, e.Reason);
        }
    }

    private static async Task RecordAsync(LogWriter<SessionState> session, Func<SessionState, Decision> decide)
    {
        var result = await session.RunAsync(CommandId.New(), Actor.System.Id, (state, _) => decide(state));
        if (result.Rejection is { } rejection)
        {
            throw new LogUnavailableException(rejection.Message);
        }
    }

    private void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Session is { } session && events.Any(happened => happened.Event is SessionClosed or WordsRedacted))
        {
            _closed.Writer.TryWrite(session);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record of session {Session} could not be signed: {Reason}. It will be when somebody takes it away.")]
    private static partial void LogUnsealed(ILogger logger, SessionId session, string reason);
}
