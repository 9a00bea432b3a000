using LiveSession.Core.Log;
using LiveSession.Core.Meetings;

namespace LiveSession.Core.Roster;

/// <summary>Decides who is on a meeting's roster and which links admit them.</summary>
public static class RosterDecider
{
    /// <summary>Adds people, or brings those listed already (same name and affiliation) up to date.</summary>
    public static Decision Import(MeetingState state, ImportRoster command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (command.Entries.Length == 0)
        {
            return Rejections.Missing("at least one participant");
        }

        var entries = command.Entries
            .Select(entry => entry with { Name = PersonName.Clean(entry.Name), Affiliation = PersonName.Clean(entry.Affiliation) })
            .ToList();
        if (entries.Exists(entry => entry.Name.Length == 0))
        {
            return Rejections.Missing("the name");
        }

        if (entries.Exists(entry => new[] { entry.Name.Length, entry.Affiliation.Length, entry.Email?.Length ?? 0 }.Max() > context.Limits.NameLength))
        {
            return Rejections.TextTooLong(context.Limits.NameLength);
        }

        // Anybody can name themselves like a delegate: only those the secretariat listed are brought up to date.
        var known = state.Participants.Values.Where(listed => !listed.SelfRegistered).ToLookup(listed => (listed.Name, listed.Affiliation));
        var ids = entries.Select(entry => (entry.Name, entry.Affiliation)).Distinct()
            .Select((person, index) => (Person: person, Id: known[person].FirstOrDefault()?.Id ?? ParticipantId.From(DerivedId.From(context.Command, "participant", index))))
            .ToDictionary(each => each.Person, each => each.Id);
        if (state.Participants.Values.Count(listed => !listed.SelfRegistered) + ids.Keys.Count(person => !known.Contains(person)) > context.Limits.ListLength)
        {
            return Rejections.TooMany("participants", context.Limits.ListLength);
        }

        return Decision.Accept(
            [.. entries.Select(entry => new ParticipantListed(
                ids[(entry.Name, entry.Affiliation)],
                entry.Name, entry.Affiliation, entry.Group, entry.Role, entry.Email, SelfRegistered: false))]);
    }

    /// <summary>Takes somebody off the roster together with their links.</summary>
    public static Decision Remove(MeetingState state, RemoveParticipant command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return state.Participants.ContainsKey(command.Participant)
            ? Decision.Accept(
                [
                    new ParticipantRemoved(command.Participant),
                    .. state.Invitations.All.Values
                        .Where(invitation => invitation.Participant == command.Participant && invitation.RevokedAt is null)
                        .Select(invitation => new InvitationRevoked(invitation.Id)),
                ])
            : Rejections.UnknownParticipant;
    }

    /// <summary>Admits somebody who names themselves, as an observer of a public meeting.</summary>
    public static Decision Register(MeetingState state, RegisterObserver command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var (name, affiliation) = (PersonName.Clean(command.Name), PersonName.Clean(command.Affiliation));
        if (!state.Public)
        {
            return Rejections.NotAllowed;
        }

        if (name.Length == 0 || affiliation.Length == 0)
        {
            return Rejections.NameNeeded;
        }

        if (Math.Max(name.Length, affiliation.Length) > context.Limits.NameLength)
        {
            return Rejections.TextTooLong(context.Limits.NameLength);
        }

        // Strangers fill a list of their own, not the secretariat's.
        return state.Participants.Values.Count(listed => listed.SelfRegistered) >= context.Limits.ListLength
            ? Rejections.TooMany("participants", context.Limits.ListLength)
            : Decision.Accept(
                new ParticipantListed(command.Participant, name, affiliation, StakeholderGroup.Unspecified, Role.Observer, null, SelfRegistered: true),
                new InvitationIssued(
                    command.Invitation.Invitation, command.Participant, Role.Observer, command.Invitation.SecretHash, context.At, MostUses: 0));
    }

    /// <summary>Issues links to people on the roster, each with the role they have.</summary>
    public static Decision Issue(MeetingState state, IssueInvitations command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (InvitationDecider.FaultIn(command) is { } fault)
        {
            return fault;
        }

        if (command.Links.Any(link => !state.Participants.ContainsKey(link.Participant)))
        {
            return Rejections.UnknownParticipant;
        }

        return Decision.Accept(
            [.. command.Links.Select(link => new InvitationIssued(
                link.Invitation, link.Participant, state.Participants[link.Participant].Role, link.SecretHash, command.ExpiresAt, command.MostUses))]);
    }
}
