using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>Something the secretariat wants to change in a meeting.</summary>
public abstract record MeetingCommand;

/// <summary>Founds a meeting with its first programme and agenda.</summary>
/// <param name="Slug">Its short name: 2 to 60 lower-case letters, digits and hyphens; never changed later.</param>
/// <param name="Title">Its title.</param>
/// <param name="TimeZone">An IANA time zone, such as Europe/Zurich.</param>
/// <param name="Public">Whether anybody may follow its sessions.</param>
/// <param name="Sessions">The programme.</param>
/// <param name="Agenda">The agenda's items, in order.</param>
public sealed record CreateMeeting(
    string Slug, string Title, string TimeZone, bool Public,
    ImmutableArray<SessionPlan> Sessions, ImmutableArray<AgendaItemPlan> Agenda) : MeetingCommand;

/// <summary>A session of the programme.</summary>
/// <param name="Title">Its title.</param>
/// <param name="StartsAt">When it is meant to start.</param>
/// <param name="EndsAt">When it is meant to end.</param>
public sealed record SessionPlan(string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>An item of the agenda.</summary>
/// <param name="Number">Its number as printed.</param>
/// <param name="Title">Its title.</param>
public sealed record AgendaItemPlan(string Number, string Title);

/// <summary>Changes a meeting's title or visibility.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Public">Whether anybody may follow its sessions.</param>
public sealed record DescribeMeeting(string Title, bool Public) : MeetingCommand;

/// <summary>Says by which rules of procedure the meeting's sessions open; each can be held under others from then on.</summary>
/// <param name="Procedure">Which.</param>
public sealed record AdoptProcedure(Procedure Procedure) : MeetingCommand;

/// <summary>Adds a session to the programme.</summary>
/// <param name="Plan">The session.</param>
public sealed record ScheduleSession(SessionPlan Plan) : MeetingCommand;

/// <summary>Moves or renames a session; its address stays.</summary>
/// <param name="Session">Which.</param>
/// <param name="Plan">As it is meant to be now.</param>
public sealed record RescheduleSession(SessionId Session, SessionPlan Plan) : MeetingCommand;

/// <summary>Takes a session that has not begun out of the programme.</summary>
/// <param name="Session">Which.</param>
public sealed record CancelSession(SessionId Session) : MeetingCommand;

/// <summary>Replaces the agenda. An item keeps its id when its number or its title stays.</summary>
/// <param name="Items">The items, in order.</param>
public sealed record SetAgenda(ImmutableArray<AgendaItemPlan> Items) : MeetingCommand;

/// <summary>Adds people to the roster: all of them or, if one line is wrong, none. Somebody listed already (same name and affiliation) is brought up to date.</summary>
/// <param name="Entries">The people.</param>
public sealed record ImportRoster(ImmutableArray<RosterEntry> Entries) : MeetingCommand;

/// <summary>Takes somebody off the roster and withdraws their invitations.</summary>
/// <param name="Participant">Whom.</param>
public sealed record RemoveParticipant(ParticipantId Participant) : MeetingCommand;

/// <summary>Withdraws a link; what was opened with it closes within two seconds.</summary>
/// <param name="Invitation">Which.</param>
public sealed record RevokeInvitation(InvitationId Invitation) : MeetingCommand;
