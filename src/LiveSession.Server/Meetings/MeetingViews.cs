using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;
using LiveSession.Server.Roster;
using System.Security.Claims;

namespace LiveSession.Server.Meetings;

/// <summary>Puts meetings and their sessions together into what pages show.</summary>
internal sealed class MeetingViews(MeetingDirectory directory, Doors doors)
{
    /// <summary>What is on, what comes, what was, as far as the caller may know of it.</summary>
    public async Task<HomeView> HomeAsync(ClaimsPrincipal? caller)
    {
        var summaries = new List<SessionSummary>();
        foreach (var meeting in await directory.ListAsync())
        {
            if (await doors.MayReadAsync(caller, meeting))
            {
                summaries.AddRange(await SummariesAsync(meeting));
            }
        }

        return new HomeView(
            [.. summaries.Where(session => session.Phase is SessionPhase.Open or SessionPhase.Suspended).OrderBy(session => session.StartsAt)],
            [.. summaries.Where(session => session.Phase is SessionPhase.Scheduled).OrderBy(session => session.StartsAt)],
            [.. summaries.Where(session => session.Phase is SessionPhase.Closed).OrderByDescending(session => session.StartsAt)]);
    }

    /// <summary>A meeting's page.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="forSecretariat">With addresses and invitations.</param>
    public async Task<MeetingView> ViewAsync(MeetingState meeting, bool forSecretariat) => new(
        meeting.Id, meeting.Slug, meeting.Title, meeting.TimeZone, meeting.Public,
        [.. (await SummariesAsync(meeting)).OrderBy(session => session.StartsAt).ThenBy(session => session.Number)],
        meeting.Agenda,
        RosterOf(meeting, forSecretariat),
        forSecretariat ? [.. meeting.Invitations.All.Values.Where(link => link.MostUses > 0).OrderByDescending(link => link.IssuedAt).Select(ViewOf)] : [])
    {
        Procedure = meeting.Procedure,
    };

    /// <summary>A meeting's roster; those who named themselves, and addresses, are for the secretariat only.</summary>
    public static ImmutableArray<RosterEntryView> RosterOf(MeetingState meeting, bool forSecretariat) =>
        [.. meeting.Participants.Values
            .Where(listed => forSecretariat || !listed.SelfRegistered)
            .OrderBy(listed => listed.Affiliation, StringComparer.CurrentCulture).ThenBy(listed => listed.Name, StringComparer.CurrentCulture)
            .Select(listed => ViewOf(listed, forSecretariat))];

    /// <summary>The texts handed in, those of one session where it is named: the latest last.</summary>
    public static ImmutableArray<StatementView> StatementsOf(MeetingState meeting, SessionId? session = null) =>
        [.. from statement in meeting.Statements.All
            where session is null || statement.Session == session
            let speaker = meeting.Participants[statement.Speaker]
            select new StatementView(statement.Session, speaker.Id, speaker.Name, speaker.Affiliation, statement.Language, statement.Text, statement.At)];

    /// <summary>Somebody on the roster.</summary>
    public static RosterEntryView ViewOf(Participant listed, bool withEmail = false) =>
        new(listed.Id, listed.Name, listed.Affiliation, listed.Group, listed.Role, withEmail ? listed.Email : null);

    private static InvitationView ViewOf(Core.Roster.Invitation link) =>
        new(link.Id, link.Participant, link.Role, link.IssuedAt, link.ExpiresAt, link.Uses, link.MostUses, link.RevokedAt);

    private async Task<IReadOnlyList<SessionSummary>> SummariesAsync(MeetingState meeting)
    {
        var summaries = new List<SessionSummary>();
        foreach (var planned in meeting.Sessions.Values)
        {
            summaries.Add(SessionViews.SummaryOf(await directory.WriterOf(planned.Id).StateAsync(), meeting, planned));
        }

        return summaries;
    }
}
