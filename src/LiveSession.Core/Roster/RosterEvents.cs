using LiveSession.Core.Log;

namespace LiveSession.Core.Roster;

/// <summary>Somebody is on the roster, with these particulars from now on.</summary>
/// <param name="Participant">The participant.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Affiliation">Delegation or organisation.</param>
/// <param name="Group">The stakeholder group.</param>
/// <param name="Role">The role.</param>
/// <param name="Email">Where the invitation goes; null when none is kept.</param>
/// <param name="SelfRegistered">Whether they named themselves to ask for the floor, instead of being listed by the secretariat.</param>
public sealed record ParticipantListed(
    ParticipantId Participant, string Name, string Affiliation, StakeholderGroup Group, Role Role, string? Email, bool SelfRegistered) : LogEvent;

/// <summary>Somebody left the roster.</summary>
/// <param name="Participant">The participant.</param>
public sealed record ParticipantRemoved(ParticipantId Participant) : LogEvent;

/// <summary>A link was issued.</summary>
/// <param name="Invitation">The link.</param>
/// <param name="Participant">Whom it admits.</param>
/// <param name="Role">The role it carries, in this meeting only.</param>
/// <param name="SecretHash">SHA-256 of its secret, lower-case hexadecimal. The secret itself is nowhere kept.</param>
/// <param name="ExpiresAt">From when on it opens nothing.</param>
/// <param name="MostUses">How often it may be opened.</param>
public sealed record InvitationIssued(
    InvitationId Invitation, ParticipantId Participant, Role Role, string SecretHash, DateTimeOffset ExpiresAt, int MostUses) : LogEvent;

/// <summary>A link was opened: its secret was exchanged for a sign-in.</summary>
/// <param name="Invitation">The link.</param>
public sealed record InvitationRedeemed(InvitationId Invitation) : LogEvent;

/// <summary>A link was withdrawn.</summary>
/// <param name="Invitation">The link.</param>
public sealed record InvitationRevoked(InvitationId Invitation) : LogEvent;
