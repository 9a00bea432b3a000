using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>
/// Takes word of what was appended on this node to the others, and theirs to here. It carries, it never owns: word may be lost, come
/// twice or come from a stranger; what stands is what the store says.
/// </summary>
internal interface ILogCarrier
{
    /// <summary>How long a log may be silent before the store is asked whether something was missed; null where nobody else appends.</summary>
    TimeSpan? Patience { get; }

    /// <summary>Whether lines that are being written reach the other nodes, as far as there are any.</summary>
    bool CarriesDrafts => true;

    /// <summary>Tells the other nodes what was appended. Never waits. Called in order for each log.</summary>
    void Publish(LogId log, IReadOnlyList<LoggedEvent> events);

    /// <summary>From now on word about this log is wanted: its events are offered to it, or it is told to look.</summary>
    void Follow(IFollowedLog log);

    /// <summary>A line as it is being written on another node. Called in order for each session; must not block. Never where drafts are not carried.</summary>
    event Action<SessionId, DraftWord>? Drafted
    {
        add
        {
            // None come.
        }

        remove
        {
            // None come.
        }
    }

    /// <summary>Shows the other nodes a line as it is being written; not at all where that cannot be done at once.</summary>
    void Draft(SessionId session, string track, CaptionEdit edit, LogPosition after)
    {
        // Shown here only.
    }

    /// <summary>What became of word that was offered.</summary>
    void Judged(LogId log, FeedOutcome outcome)
    {
        // Nothing is offered.
    }
}

/// <summary>What became of word about a log.</summary>
internal enum FeedOutcome
{
    /// <summary>It was news, and is shown.</summary>
    Taken,

    /// <summary>It was known already.</summary>
    Known,

    /// <summary>Something before it is missing, or it was dropped unread: the log is read instead.</summary>
    Gap,

    /// <summary>A draft of a line that is finished already, or one that was said before: dropped.</summary>
    Late,

    /// <summary>It does not come from a node of this installation, or does not follow from what is known. Never shown.</summary>
    Foreign,
}

/// <summary>The carrier of an installation that is one process.</summary>
internal sealed class LoneCarrier : ILogCarrier
{
    public TimeSpan? Patience => null;

    public void Publish(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        // There is nobody to tell.
    }

    public void Follow(IFollowedLog log)
    {
        // Nobody else appends.
    }
}
