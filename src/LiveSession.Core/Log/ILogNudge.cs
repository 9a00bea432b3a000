namespace LiveSession.Core.Log;

/// <summary>
/// Word between the nodes of an installation that a log has grown, and nothing more: whoever hears it reads <see cref="ISessionLog"/>.
/// Lossy: word may be lost or come twice, and nothing may depend on it for longer than it takes to look by oneself.
/// </summary>
public interface ILogNudge
{
    /// <summary>Whether word gets through now. While it does not, whoever follows a log has to look by itself.</summary>
    bool Listening { get; }

    /// <summary>Tells the other nodes that a log has grown. Never waits.</summary>
    void Announce(LogId log);

    /// <summary>
    /// Calls back for each log that grew on another node, until disposed; with null when something may have been missed and all logs
    /// have to be looked at. The callback must not block.
    /// </summary>
    IDisposable Subscribe(Action<LogId?> grown);
}
