using LiveSession.Client.Meetings;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Ingest.Roster;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace LiveSession.Server.Meetings;

/// <summary>The secretariat's desk of one console. Who the caller is, is asked anew each time.</summary>
internal sealed class CircuitMeetingDesk(
    MeetingDirectory directory,
    MeetingViews views,
    MeetingCommands commands,
    Doors doors,
    AuthenticationStateProvider signIn,
    NavigationManager navigation,
    TimeProvider time) : IMeetingDesk
{
    public async Task<ImmutableArray<MeetingView>> ListAsync()
    {
        var found = new List<MeetingView>();
        foreach (var meeting in await directory.ListAsync())
        {
            if (await IsMineAsync(meeting))
            {
                found.Add(await views.ViewAsync(meeting, forSecretariat: true));
            }
        }

        return [.. found.OrderByDescending(meeting => meeting.Sessions.Select(session => session.StartsAt).DefaultIfEmpty().Max())];
    }

    public async Task<MeetingView?> FindAsync(string slug) =>
        await directory.FindAsync(slug) is { } meeting && await IsMineAsync(meeting) ? await views.ViewAsync(meeting, forSecretariat: true) : null;

    public async Task<bool> MayCreateAsync() => !(await doors.HouseActorAsync(await CallerAsync())).IsAnonymous;

    public async Task<CommandResult> CreateAsync(CreateMeeting command) =>
        await doors.HouseActorAsync(await CallerAsync()) is { IsAnonymous: false } actor
            ? await commands.CreateAsync(actor, CommandId.New(), command)
            : CommandResult.Refused(Rejections.NotAllowed);

    public async Task<CommandResult> RunAsync(MeetingId meeting, MeetingCommand command) =>
        await commands.RunAsync(await CallerAsync(), meeting, CommandId.New(), command);

    public async Task<ImmutableArray<GlossaryEntry>> GlossaryOfAsync(MeetingId meeting) =>
        await directory.FindAsync(meeting) is { } state && await IsMineAsync(state) ? [.. state.Glossary.Entries.Values] : [];

    public async Task<ImmutableArray<StatementView>> StatementsOfAsync(MeetingId meeting) =>
        await directory.FindAsync(meeting) is { } state && await IsMineAsync(state) ? MeetingViews.StatementsOf(state) : [];

    public RosterReading ReadRoster(string csv) => RosterCsv.Read(csv);

    public async Task<InvitingResult> InviteAsync(MeetingId meeting, ImmutableArray<ParticipantId> participants, TimeSpan validFor, int mostUses)
    {
        var expiresAt = time.GetUtcNow() + validFor;
        var links = participants.Select(participant => (Participant: participant, Secret: InvitationSecret.New())).ToList();
        var issued = await RunAsync(meeting, new IssueInvitations(
            [.. links.Select(link => new NewLink(InvitationId.New(), link.Participant, InvitationSecret.HashOf(link.Secret)))], expiresAt, mostUses));
        if (issued.Rejection is { } refusal)
        {
            return new InvitingResult([], refusal);
        }

        var roster = (await directory.WriterOf(meeting).StateAsync()).Participants;
        return new InvitingResult(
            [.. links.Select(link => new IssuedLink(
                MeetingViews.ViewOf(roster[link.Participant], withEmail: true), AddressOf(InvitationEndpoints.PathOf(link.Secret)), expiresAt))]);
    }

    public string AddressOf(string path) => navigation.ToAbsoluteUri(path).AbsoluteUri;

    private async ValueTask<bool> IsMineAsync(MeetingState meeting) => await doors.IsSecretariatAsync(await CallerAsync(), meeting);

    private async Task<System.Security.Claims.ClaimsPrincipal> CallerAsync() => (await signIn.GetAuthenticationStateAsync()).User;
}
