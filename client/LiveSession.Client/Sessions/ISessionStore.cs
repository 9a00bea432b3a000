using LiveSession.Client.Captions;

namespace LiveSession.Client.Sessions;

/// <summary>
/// What a console knows of its session: one immutable view, replaced whenever the session changes, at most ten times a second.
/// One per circuit; the server implements it. Components read <see cref="Current"/> and dispatch commands, and never talk to SignalR.
/// </summary>
public interface ISessionStore
{
    /// <summary>The session as it stands; null before <see cref="OpenAsync"/>.</summary>
    SessionView? Current { get; }

    /// <summary>Why nothing is shown any more: the link was withdrawn, or the role taken away; null while the console may be used.</summary>
    Rejection? Barred => null;

    /// <summary>Who the person at this console is in the meeting; null before <see cref="OpenAsync"/>.</summary>
    RosterEntryView? Me { get; }

    /// <summary>Who is on the meeting's roster, for adding somebody to the queue by name; empty before <see cref="OpenAsync"/>.</summary>
    ImmutableArray<RosterEntryView> Roster => [];

    /// <summary>The meeting's short forms; empty before <see cref="OpenAsync"/>.</summary>
    ImmutableArray<GlossaryEntry> Glossary => [];

    /// <summary>The texts of statements handed in for the session; empty before <see cref="OpenAsync"/>, and at consoles that are not the captioners'.</summary>
    ImmutableArray<StatementView> Statements => [];

    /// <summary>How many read the captions beside this console, as far as this server knows; null before <see cref="OpenAsync"/>.</summary>
    int? Readers => null;

    /// <summary>Whether what is being written here is not seen at the other servers at the moment: their readers get finished lines only, and off the record nothing.</summary>
    bool WordsStayHere => false;

    /// <summary>Who follows the session, as far as this server knows; null before <see cref="OpenAsync"/>, and where the console does not show it.</summary>
    PresenceView? Presence => null;

    /// <summary>How the floor was shared until now; null before <see cref="OpenAsync"/>, and where the console does not show it.</summary>
    FloorShares? Shares => null;

    /// <summary>To whom the floor might be given next for balance; null where there is nothing to say.</summary>
    FloorAdvice? Advice => null;

    /// <summary>How many characters a line of captions may have.</summary>
    int LineLength { get; }

    /// <summary>The captioners connected now, as far as this server knows.</summary>
    ImmutableArray<CaptionerHere> Captioners => [];

    /// <summary>Whether whoever presides has not been connected for long enough that somebody else may take the gavel.</summary>
    bool PresidingOfficerGone => false;

    /// <summary>Follows a session. Returns why not, where the caller may not or it does not exist.</summary>
    /// <param name="meetingSlug">The meeting's short name.</param>
    /// <param name="number">The session's number.</param>
    /// <param name="as">The role of the console; it decides as which of the caller's participants the commands run.</param>
    Task<Rejection?> OpenAsync(string meetingSlug, int number, Role @as);

    /// <summary>Calls back after each change, on no particular thread: use <c>InvokeAsync</c>.</summary>
    IDisposable Subscribe(Action changed);

    /// <summary>Runs a command as the person at this console.</summary>
    Task<CommandResult> RunAsync(SessionCommand command);

    /// <summary>Changes the session's meeting as the person at this console.</summary>
    Task<CommandResult> RunAsync(MeetingCommand command);
}
