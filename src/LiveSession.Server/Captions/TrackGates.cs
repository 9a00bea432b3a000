using System.Collections.Concurrent;
using LiveSession.Core.Captions;

namespace LiveSession.Server.Captions;

/// <summary>
/// Lets one thing happen on a caption track at a time: words of a source are taken in, or the pen changes hands. What the one with the
/// pen has begun is finished first, so that no word is cut off by a colleague.
/// </summary>
internal sealed class TrackGates
{
    private readonly ConcurrentDictionary<(SessionId Session, string Track), SemaphoreSlim> _gates = new();

    /// <summary>Finishes what is being written on a track by sources; set by whoever takes their words in.</summary>
    public Func<SessionId, string, Task> FinishAsync { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Waits for the track.</summary>
    public async Task<IDisposable> EnterAsync(SessionId session, string track, CancellationToken cancellationToken = default)
    {
        var gate = _gates.GetOrAdd((session, track), _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        return new Exit(gate);
    }

    /// <summary>Runs what changes who is on air, or ends the writing, once what was begun is finished.</summary>
    public async Task<CommandResult> RunAsync(SessionId session, SessionCommand command, Func<Task<CommandResult>> run)
    {
        if (TrackOf(command) is { } track && CaptionDecider.IsTrack(track))
        {
            using var gate = await EnterAsync(session, track);
            await FinishAsync(session, track);
            return await run();
        }

        // What was begun on the record belongs to it, and what was begun off it does not.
        if (command is CloseSession or GoOffTheRecord or GoOnTheRecord)
        {
            foreach (var other in _gates.Keys.Where(key => key.Session == session).Select(key => key.Track))
            {
                using var gate = await EnterAsync(session, other);
                await FinishAsync(session, other);
            }
        }

        return await run();
    }

    private static string? TrackOf(SessionCommand command) => command switch
    {
        TakePen c => c.Track,
        TakeOverPen c => c.Track,
        GivePen c => c.Track,
        ClaimPen c => c.Track,
        _ => null,
    };

    private sealed class Exit(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
