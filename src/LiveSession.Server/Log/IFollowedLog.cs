using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>A log that this node keeps a fold of, and that other nodes may append to.</summary>
internal interface IFollowedLog
{
    LogId Id { get; }

    /// <summary>Where the fold stands; null until the log was read. Of an empty log, sequence 0.</summary>
    LogHead? Head { get; }

    /// <summary>Takes in what another node says it appended, if it follows from what is known. Does not wait.</summary>
    void Offer(IReadOnlyList<StoredEvent> events);

    /// <summary>Reads what the store has beyond the fold. Does not wait.</summary>
    void LookAgain();
}
