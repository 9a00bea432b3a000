namespace LiveSession.Core.Log;

/// <summary>
/// Carries what was appended, here or on another node, to everybody on this node who follows a log, once the node's own fold has it.
/// It carries, it never owns: whoever misses something reads it from <see cref="ISessionLog"/>.
/// </summary>
public interface ISessionFeed
{
    /// <summary>Passes on events that are durable. Called in order for each log.</summary>
    void Publish(LogId log, IReadOnlyList<LoggedEvent> events);

    /// <summary>Calls back for every publication, in order for each log, until disposed. The callback must not block.</summary>
    IDisposable Subscribe(Action<LogId, IReadOnlyList<LoggedEvent>> happened);
}
