namespace LiveSession.Protocol;

/// <summary>One line of a roster to be imported: somebody not yet known to the meeting.</summary>
/// <param name="Name">The person's name as it is to be shown; 1 to 160 characters.</param>
/// <param name="Affiliation">Delegation or organisation; up to 160 characters, may be empty for the secretariat and captioners.</param>
/// <param name="Group">The stakeholder group.</param>
/// <param name="Role">The role in this meeting.</param>
/// <param name="Email">Where the invitation goes; null when none is kept.</param>
public sealed record RosterEntry(string Name, string Affiliation, StakeholderGroup Group, Role Role, string? Email = null);

/// <summary>Somebody on a meeting's roster.</summary>
/// <param name="Id">The participant.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Affiliation">Delegation or organisation.</param>
/// <param name="Group">The stakeholder group.</param>
/// <param name="Role">The role in this meeting.</param>
/// <param name="Email">The address; only in views for the secretariat.</param>
public sealed record RosterEntryView(
    ParticipantId Id, string Name, string Affiliation, StakeholderGroup Group, Role Role, string? Email = null);

/// <summary>An invitation link as the secretariat sees it; the secret itself is shown once, when it is issued.</summary>
/// <param name="Id">The invitation.</param>
/// <param name="Participant">Whom it admits.</param>
/// <param name="Role">The role it carries.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it opens nothing.</param>
/// <param name="Uses">How often it was opened.</param>
/// <param name="MostUses">How often it may be opened.</param>
/// <param name="RevokedAt">When it was withdrawn; null while it stands.</param>
public sealed record InvitationView(
    InvitationId Id, ParticipantId Participant, Role Role, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, int Uses, int MostUses, DateTimeOffset? RevokedAt);
