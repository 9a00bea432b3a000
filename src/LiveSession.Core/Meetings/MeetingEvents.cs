using LiveSession.Core.Log;

namespace LiveSession.Core.Meetings;

/// <summary>The installation has a meeting of this short name.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Slug">Its short name.</param>
public sealed record MeetingRegistered(MeetingId Meeting, string Slug) : LogEvent;

/// <summary>A meeting was founded.</summary>
/// <param name="Slug">Its short name.</param>
/// <param name="Title">Its title.</param>
/// <param name="TimeZone">Its IANA time zone.</param>
/// <param name="Public">Whether anybody may follow.</param>
public sealed record MeetingCreated(string Slug, string Title, string TimeZone, bool Public) : LogEvent;

/// <summary>Title or visibility changed.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Public">Whether anybody may follow.</param>
public sealed record MeetingDescribed(string Title, bool Public) : LogEvent;

/// <summary>Rules of procedure were adopted: the meeting's sessions open under them.</summary>
/// <param name="Procedure">Which.</param>
public sealed record ProcedureAdopted(Procedure Procedure) : LogEvent;

/// <summary>A session joined the programme.</summary>
/// <param name="Session">The session.</param>
/// <param name="Number">Its number; never used again in this meeting.</param>
/// <param name="Title">Its title.</param>
/// <param name="StartsAt">When it is meant to start.</param>
/// <param name="EndsAt">When it is meant to end.</param>
public sealed record SessionScheduled(SessionId Session, int Number, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt) : LogEvent;

/// <summary>A session was moved or renamed.</summary>
/// <param name="Session">The session.</param>
/// <param name="Title">Its title.</param>
/// <param name="StartsAt">When it is meant to start.</param>
/// <param name="EndsAt">When it is meant to end.</param>
public sealed record SessionRescheduled(SessionId Session, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt) : LogEvent;

/// <summary>A session left the programme before it began.</summary>
/// <param name="Session">The session.</param>
public sealed record SessionCancelled(SessionId Session) : LogEvent;

/// <summary>The agenda was set.</summary>
/// <param name="Items">Its items, in order.</param>
public sealed record AgendaSet(ImmutableArray<AgendaItemView> Items) : LogEvent;
