using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>A meeting as its page shows it.</summary>
/// <param name="Id">The meeting.</param>
/// <param name="Slug">Its short name, as in its address. It never changes.</param>
/// <param name="Title">Its title.</param>
/// <param name="TimeZone">Its IANA time zone.</param>
/// <param name="Public">Whether anybody may follow its sessions; otherwise only those with an invitation.</param>
/// <param name="Sessions">Its programme, by time.</param>
/// <param name="Agenda">Its agenda, in order.</param>
/// <param name="Roster">Its participants. E-mail addresses are filled in for the secretariat only.</param>
/// <param name="Invitations">Its invitation links; empty for everybody but the secretariat.</param>
public sealed record MeetingView(
    MeetingId Id, string Slug, string Title, string TimeZone, bool Public,
    ImmutableArray<SessionSummary> Sessions, ImmutableArray<AgendaItemView> Agenda,
    ImmutableArray<RosterEntryView> Roster, ImmutableArray<InvitationView> Invitations)
{
    /// <summary>The rules of procedure its sessions open under; null where none were adopted.</summary>
    public Procedure? Procedure { get; init; }
}

/// <summary>The first page: what is on, what comes, what was.</summary>
/// <param name="Live">Sessions open or suspended.</param>
/// <param name="Coming">Sessions not yet opened, the next first.</param>
/// <param name="Past">Sessions closed, the latest first.</param>
public sealed record HomeView(ImmutableArray<SessionSummary> Live, ImmutableArray<SessionSummary> Coming, ImmutableArray<SessionSummary> Past);
