using LiveSession.Core.Log;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Meetings;

/// <summary>Decides what happens to the installation as a whole.</summary>
public static class HouseDecider
{
    /// <summary>What comes of a command in this state.</summary>
    public static Decision Decide(HouseState state, MeetingCommand command, Actor by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(by);
        if (by.Role is not Role.Secretariat && command is not RedeemInvitation)
        {
            return Rejections.NotAllowed;
        }

        return command switch
        {
            RegisterMeeting c => Register(state, c),
            IssueInvitations c => InvitationDecider.FaultIn(c) is { } fault ? fault : Decision.Accept(
                [.. c.Links.Select(link => new InvitationIssued(
                    link.Invitation, link.Participant, Role.Secretariat, link.SecretHash, c.ExpiresAt, c.MostUses))]),
            RedeemInvitation c => InvitationDecider.Redeem(state.Invitations, c, now),
            RevokeInvitation c => InvitationDecider.Revoke(state.Invitations, c),
            MakeRecordKey c => state.RecordKeys.LastOrDefault()?.Key == c.Replaces
                ? new RecordKeyMade(c.Made.Id, c.Made.PublicKey, c.SealedPrivateKey)
                : Decision.Accept(),
            _ => Rejections.BadArgument("an unknown command"),
        };
    }

    private static Decision Register(HouseState state, RegisterMeeting command) =>
        !MeetingDecider.IsSlug(command.Slug) ? Rejections.BadSlug
        : state.Meetings.ContainsKey(command.Slug) ? Rejections.SlugTaken
        : new MeetingRegistered(command.Meeting, command.Slug);
}

/// <summary>Claims a short name for a meeting about to be founded.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Slug">The short name.</param>
public sealed record RegisterMeeting(MeetingId Meeting, string Slug) : MeetingCommand;
