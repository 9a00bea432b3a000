namespace LiveSession.Client.Meetings;

/// <summary>What the secretariat's desk can see and do. One per circuit; the server implements it and checks the caller each time.</summary>
public interface IMeetingDesk
{
    /// <summary>The meetings the caller is the secretariat of, the latest first.</summary>
    Task<ImmutableArray<MeetingView>> ListAsync();

    /// <summary>One of them, with addresses and invitations; null when there is none of that name or it is not theirs.</summary>
    Task<MeetingView?> FindAsync(string slug);

    /// <summary>Whether the caller may found meetings.</summary>
    Task<bool> MayCreateAsync();

    /// <summary>Founds a meeting.</summary>
    Task<CommandResult> CreateAsync(CreateMeeting command);

    /// <summary>Changes a meeting.</summary>
    Task<CommandResult> RunAsync(MeetingId meeting, MeetingCommand command);

    /// <summary>A meeting's short forms.</summary>
    Task<ImmutableArray<GlossaryEntry>> GlossaryOfAsync(MeetingId meeting);

    /// <summary>The texts of statements handed in for a meeting's sessions.</summary>
    Task<ImmutableArray<StatementView>> StatementsOfAsync(MeetingId meeting);

    /// <summary>Reads a roster given as CSV without importing it.</summary>
    RosterReading ReadRoster(string csv);

    /// <summary>Issues links for some participants. The links are in the answer and nowhere else: they cannot be shown again.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="participants">For whom.</param>
    /// <param name="validFor">How long they open anything.</param>
    /// <param name="mostUses">How often each may be opened.</param>
    Task<InvitingResult> InviteAsync(MeetingId meeting, ImmutableArray<ParticipantId> participants, TimeSpan validFor, int mostUses);

    /// <summary>The absolute address of a page of this installation, for links that leave it (mail, QR codes).</summary>
    /// <param name="path">Such as <c>/m/wgec-5</c>.</param>
    string AddressOf(string path);
}

/// <summary>Links just issued.</summary>
/// <param name="Links">One for each participant; empty when refused.</param>
/// <param name="Rejection">Why not.</param>
public sealed record InvitingResult(ImmutableArray<IssuedLink> Links, Rejection? Rejection = null);

/// <summary>A link just issued.</summary>
/// <param name="Participant">Whom it admits.</param>
/// <param name="Address">The absolute address, secret included.</param>
/// <param name="ExpiresAt">From when on it opens nothing.</param>
public sealed record IssuedLink(RosterEntryView Participant, string Address, DateTimeOffset ExpiresAt);
