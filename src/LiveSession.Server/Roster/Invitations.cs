using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.Roster;

/// <summary>Finds and opens invitation links, those of meetings and those of the house.</summary>
internal sealed class Invitations(MeetingDirectory directory, MeetingCommands commands, TimeProvider time)
{
    /// <summary>Whose a link is, without using it up; null when it was never issued.</summary>
    public async Task<FoundInvitation?> FindAsync(string secret)
    {
        var hash = InvitationSecret.HashOf(secret);
        if ((await directory.House.StateAsync()).Invitations.Find(hash) is { } house)
        {
            return new FoundInvitation(LogId.House, null, house, "Secretariat", Role.Secretariat, house.WhyNotOpen(time.GetUtcNow()));
        }

        foreach (var meeting in await directory.ListAsync())
        {
            if (meeting.Invitations.Find(hash) is { } link)
            {
                var listed = meeting.Participants.GetValueOrDefault(link.Participant);
                return new FoundInvitation(
                    LogId.Of(meeting.Id), meeting, link, listed?.Name ?? "", listed?.Role ?? link.Role, link.WhyNotOpen(time.GetUtcNow()));
            }
        }

        return null;
    }

    /// <summary>Opens a link: it counts as used once more.</summary>
    public Task<CommandResult> RedeemAsync(FoundInvitation found, string secret)
    {
        var redeem = new RedeemInvitation(InvitationSecret.HashOf(secret));
        return found.Meeting is { } meeting
            ? commands.RunAsync(Actor.Anonymous, meeting.Id, CommandId.New(), redeem)
            : commands.RunInHouseAsync(Actor.Anonymous, CommandId.New(), redeem);
    }
}

/// <summary>A link somebody holds.</summary>
/// <param name="Log">The log that knows it.</param>
/// <param name="Meeting">Its meeting; null for the house's.</param>
/// <param name="Invitation">The link.</param>
/// <param name="Name">Whom it admits.</param>
/// <param name="Role">The role it carries today.</param>
/// <param name="Refusal">Why it cannot be opened now; null when it can.</param>
internal sealed record FoundInvitation(LogId Log, MeetingState? Meeting, Invitation Invitation, string Name, Role Role, Rejection? Refusal);
