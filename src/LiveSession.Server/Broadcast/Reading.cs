using LiveSession.Core.Roster;

namespace LiveSession.Server.Broadcast;

/// <summary>As whom a connection follows a session.</summary>
/// <param name="Kind">As what it is counted.</param>
/// <param name="Person">Who, where it came with a link of their own.</param>
internal readonly record struct Reading(ReaderKind Kind, ParticipantId? Person = null)
{
    /// <summary>A desk: it follows the session's state, and does not read.</summary>
    public static readonly Reading Nothing = new(ReaderKind.None);

    /// <summary>Somebody reads: as a participant where one of their links says so, else as one who works here, else as nobody known.</summary>
    public static Reading As(IReadOnlyList<Actor> actors) =>
        actors.Count == 0 ? new(ReaderKind.Unnamed)
        : actors.FirstOrDefault(actor => actor.Role is Role.Member or Role.Observer) is { } participant ? new(ReaderKind.Participant, participant.Id)
        : new(ReaderKind.Staff);
}

/// <summary>As what a connection is counted.</summary>
internal enum ReaderKind
{
    /// <summary>It does not read.</summary>
    None,

    /// <summary>Somebody without a link.</summary>
    Unnamed,

    /// <summary>A member or named observer.</summary>
    Participant,

    /// <summary>The chair, a captioner or the secretariat, at their console.</summary>
    Staff,
}
