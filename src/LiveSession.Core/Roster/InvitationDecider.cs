using LiveSession.Core.Log;

namespace LiveSession.Core.Roster;

/// <summary>Decides about invitation links: the same rules for a meeting's links and for those of the house.</summary>
public static class InvitationDecider
{
    /// <summary>How often a link may be opened at most.</summary>
    public const int MostUses = 10_000;

    /// <summary>What is wrong with links to be issued, whomever they admit; null when nothing is.</summary>
    public static Rejection? FaultIn(IssueInvitations command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.MostUses is < 1 or > MostUses ? Rejections.BadArgument("how often the link may be opened")
            : command.Links.Length == 0 ? Rejections.Missing("a link")
            : null;
    }

    /// <summary>Opens a link.</summary>
    public static Decision Redeem(InvitationState invitations, RedeemInvitation command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(invitations);
        ArgumentNullException.ThrowIfNull(command);
        if (invitations.Find(command.SecretHash) is not { } invitation)
        {
            return Rejections.UnknownInvitation;
        }

        return invitation.WhyNotOpen(now) is { } refusal ? refusal : new InvitationRedeemed(invitation.Id);
    }

    /// <summary>Withdraws a link. Withdrawing it again changes nothing and is refused.</summary>
    public static Decision Revoke(InvitationState invitations, RevokeInvitation command)
    {
        ArgumentNullException.ThrowIfNull(invitations);
        ArgumentNullException.ThrowIfNull(command);
        return invitations.All.TryGetValue(command.Invitation, out var invitation)
            ? invitation.RevokedAt is null ? new InvitationRevoked(command.Invitation) : Rejections.InvitationRevoked
            : Rejections.UnknownInvitation;
    }
}

/// <summary>Issues links; the server makes the secrets and keeps their hashes only.</summary>
/// <param name="Links">The links.</param>
/// <param name="ExpiresAt">From when on they open nothing.</param>
/// <param name="MostUses">How often each may be opened: 1 to 10,000.</param>
public sealed record IssueInvitations(ImmutableArray<NewLink> Links, DateTimeOffset ExpiresAt, int MostUses) : MeetingCommand;

/// <summary>A link to be issued.</summary>
/// <param name="Invitation">Its id.</param>
/// <param name="Participant">Whom it admits.</param>
/// <param name="SecretHash">See <see cref="InvitationSecret.HashOf"/>.</param>
public sealed record NewLink(InvitationId Invitation, ParticipantId Participant, string SecretHash);

/// <summary>Opens a link: anybody who has its secret may.</summary>
/// <param name="SecretHash">See <see cref="InvitationSecret.HashOf"/>.</param>
public sealed record RedeemInvitation(string SecretHash) : MeetingCommand;

/// <summary>Somebody names themselves to ask for the floor of a public meeting.</summary>
/// <param name="Participant">The id they get.</param>
/// <param name="Name">Their name.</param>
/// <param name="Affiliation">Whom they speak for.</param>
/// <param name="Invitation">The link that stands for their sign-in, so that it can be revoked like any other.</param>
public sealed record RegisterObserver(ParticipantId Participant, string Name, string Affiliation, NewLink Invitation) : MeetingCommand;
