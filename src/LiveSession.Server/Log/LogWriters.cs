using System.Collections.Concurrent;
using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>The writers of this process: one for each log it serves.</summary>
internal sealed class LogWriters<TState>(ISessionLog log, ISessionFeed feed, ILogCarrier carrier, FollowedLogs followed, ArchiveWatch watch, TimeProvider time)
    where TState : class, IFolded<TState>
{
    private readonly ConcurrentDictionary<LogId, LogWriter<TState>> _writers = new();

    /// <summary>The folds that were read so far.</summary>
    public IEnumerable<TState> Loaded => _writers.Values.Select(writer => writer.StateIfLoaded).OfType<TState>();

    /// <summary>The same, each with its log.</summary>
    public IEnumerable<(LogId Log, TState State)> LoadedLogs =>
        from writer in _writers
        let state = writer.Value.StateIfLoaded
        where state is not null
        select (writer.Key, state);

    /// <summary>The writer of a log.</summary>
    public LogWriter<TState> Of(LogId id)
    {
        if (_writers.TryGetValue(id, out var known))
        {
            return known;
        }

        var fresh = new LogWriter<TState>(id, log, feed, carrier, watch, time);
        var writer = _writers.GetOrAdd(id, fresh);
        if (ReferenceEquals(writer, fresh))
        {
            followed.Add(fresh);
        }

        return writer;
    }
}
