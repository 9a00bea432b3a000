using LiveSession.Core.Log;

namespace LiveSession.Core.Roster;

/// <summary>The invitation links of a meeting or of the house, as folded from its log.</summary>
public sealed record InvitationState
{
    /// <summary>No link.</summary>
    public static InvitationState Empty { get; } = new();

    /// <summary>The links, by id.</summary>
    public ImmutableDictionary<InvitationId, Invitation> All { get; init; } = ImmutableDictionary<InvitationId, Invitation>.Empty;

    /// <summary>The links, by the hash of their secret.</summary>
    public ImmutableDictionary<string, InvitationId> BySecretHash { get; init; } = ImmutableDictionary<string, InvitationId>.Empty;

    /// <summary>The state after one more event; events that are not about invitations change nothing.</summary>
    public InvitationState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Event switch
        {
            InvitationIssued e => this with
            {
                All = All.SetItem(e.Invitation, new Invitation(e.Invitation, e.Participant, e.Role, happened.At, e.ExpiresAt, e.MostUses, 0, null)),
                BySecretHash = BySecretHash.SetItem(e.SecretHash, e.Invitation),
            },
            InvitationRedeemed e => With(e.Invitation, invitation => invitation with { Uses = invitation.Uses + 1 }),
            InvitationRevoked e => With(e.Invitation, invitation => invitation with { RevokedAt = happened.At }),
            _ => this,
        };
    }

    /// <summary>The link with this secret's hash; null when there is none.</summary>
    public Invitation? Find(string secretHash) =>
        BySecretHash.TryGetValue(secretHash, out var id) ? All[id] : null;

    private InvitationState With(InvitationId id, Func<Invitation, Invitation> change) =>
        this with { All = All.SetItem(id, change(All[id])) };
}

/// <summary>One invitation link.</summary>
/// <param name="Id">The link.</param>
/// <param name="Participant">Whom it admits.</param>
/// <param name="Role">The role it carries.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it opens nothing. A sign-in made with it before stays until it is revoked.</param>
/// <param name="MostUses">How often it may be opened.</param>
/// <param name="Uses">How often it was.</param>
/// <param name="RevokedAt">When it was withdrawn; null while it stands.</param>
public sealed record Invitation(
    InvitationId Id, ParticipantId Participant, Role Role, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, int MostUses, int Uses, DateTimeOffset? RevokedAt)
{
    /// <summary>Why it cannot be opened at this moment; null when it can.</summary>
    public Rejection? WhyNotOpen(DateTimeOffset now) =>
        RevokedAt is not null ? Rejections.InvitationRevoked
        : now >= ExpiresAt ? Rejections.InvitationExpired
        : Uses >= MostUses ? Rejections.InvitationUsedUp
        : null;
}
