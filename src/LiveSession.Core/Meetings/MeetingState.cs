using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Relays;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Meetings;

/// <summary>A meeting as folded from its log: programme, agenda, roster, roles and invitations.</summary>
public sealed record MeetingState : IFolded<MeetingState>
{
    /// <inheritdoc/>
    public static MeetingState Empty { get; } = new();

    /// <inheritdoc/>
    public LogCursor Cursor { get; init; } = LogCursor.Start;

    /// <summary>The meeting; empty before it was founded.</summary>
    public MeetingId Id { get; init; }

    /// <summary>Its short name.</summary>
    public string Slug { get; init; } = "";

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its IANA time zone.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether anybody may follow its sessions.</summary>
    public bool Public { get; init; }

    /// <summary>The rules of procedure its sessions open under; null where none were adopted.</summary>
    public Procedure? Procedure { get; init; }

    /// <summary>The programme.</summary>
    public ImmutableDictionary<SessionId, PlannedSession> Sessions { get; init; } = ImmutableDictionary<SessionId, PlannedSession>.Empty;

    /// <summary>How many sessions were ever planned; the next one's number is one more.</summary>
    public int SessionCount { get; init; }

    /// <summary>The agenda, in order.</summary>
    public ImmutableArray<AgendaItemView> Agenda { get; init; } = [];

    /// <summary>The roster.</summary>
    public ImmutableDictionary<ParticipantId, Participant> Participants { get; init; } = ImmutableDictionary<ParticipantId, Participant>.Empty;

    /// <summary>Who may preside, in the order in which the roster named them: the chair, then the vice-chairs.</summary>
    public ImmutableArray<Participant> Chairs => [.. Participants.Values.Where(listed => listed.Role is Role.Chair).OrderBy(listed => listed.Listed)];

    /// <summary>The captioning software let in.</summary>
    public CaptionSourceState CaptionSources { get; init; } = CaptionSourceState.Empty;

    /// <summary>The invitation links.</summary>
    public InvitationState Invitations { get; init; } = InvitationState.Empty;

    /// <summary>Where captions are relayed to.</summary>
    public RelayState Relays { get; init; } = RelayState.Empty;

    /// <summary>The short forms captioners type.</summary>
    public GlossaryState Glossary { get; init; } = GlossaryState.Empty;

    /// <summary>The texts of statements handed in before they are made.</summary>
    public StatementState Statements { get; init; } = StatementState.Empty;

    /// <inheritdoc/>
    public MeetingState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var stepped = this with { Cursor = Cursor.Advance(happened), Statements = Statements.Apply(happened) };
        return happened.Event switch
        {
            MeetingCreated e => stepped with { Id = happened.Log.Meeting!.Value, Slug = e.Slug, Title = e.Title, TimeZone = e.TimeZone, Public = e.Public },
            MeetingDescribed e => stepped with { Title = e.Title, Public = e.Public },
            ProcedureAdopted e => stepped with { Procedure = e.Procedure },
            SessionScheduled e => stepped with
            {
                Sessions = Sessions.SetItem(e.Session, new PlannedSession(e.Session, e.Number, e.Title, e.StartsAt, e.EndsAt)),
                SessionCount = Math.Max(SessionCount, e.Number),
            },
            SessionRescheduled e => stepped with
            {
                Sessions = Sessions.SetItem(e.Session, Sessions[e.Session] with { Title = e.Title, StartsAt = e.StartsAt, EndsAt = e.EndsAt }),
            },
            SessionCancelled e => stepped with { Sessions = Sessions.Remove(e.Session) },
            AgendaSet e => stepped with { Agenda = e.Items },
            ParticipantListed e => stepped with
            {
                Participants = Participants.SetItem(
                    e.Participant,
                    new Participant(e.Participant, e.Name, e.Affiliation, e.Group, e.Role, e.Email, e.SelfRegistered)
                    {
                        Listed = Participants.TryGetValue(e.Participant, out var before) ? before.Listed : happened.Position.Sequence,
                    }),
            },
            CaptionSourceIssued or CaptionSourceRevoked => stepped with { CaptionSources = CaptionSources.Apply(happened) },
            GlossaryChanged e => stepped with { Glossary = Glossary.Apply(e) },
            ParticipantRemoved e => stepped with { Participants = Participants.Remove(e.Participant) },
            _ => stepped with { Invitations = Invitations.Apply(happened), Relays = Relays.Apply(happened.Event) },
        };
    }
}

/// <summary>A session of the programme.</summary>
/// <param name="Id">The session.</param>
/// <param name="Number">Its number in the meeting.</param>
/// <param name="Title">Its title.</param>
/// <param name="StartsAt">When it is meant to start.</param>
/// <param name="EndsAt">When it is meant to end.</param>
public sealed record PlannedSession(SessionId Id, int Number, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>Somebody on the roster.</summary>
/// <param name="Id">The participant.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Affiliation">Delegation or organisation.</param>
/// <param name="Group">The stakeholder group.</param>
/// <param name="Role">The role.</param>
/// <param name="Email">Where the invitation goes.</param>
/// <param name="SelfRegistered">Whether they named themselves.</param>
public sealed record Participant(
    ParticipantId Id, string Name, string Affiliation, StakeholderGroup Group, Role Role, string? Email, bool SelfRegistered)
{
    /// <summary>Where in the meeting's log they were first listed: the order of the roster.</summary>
    public long Listed { get; init; }
}
