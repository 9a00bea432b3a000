using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests;

/// <summary>Where every example starts: Given events / When a command / Then events.</summary>
internal static class Given
{
    /// <summary>A session of the programme that nobody opened.</summary>
    public static GivenSession ScheduledSession() => new(SessionState.Empty, Cast.Programme, new SessionLimits(), Cast.Morning);

    /// <summary>A session the chair opened at <see cref="Cast.Morning"/>; a second has passed since.</summary>
    public static GivenSession OpenSession() =>
        ScheduledSession().And(new SessionOpened(Cast.Meeting, Cast.Programme.Title, Cast.Planned.Number, Cast.Planned.Title));

    /// <summary>An open session in which the chair called a break.</summary>
    public static GivenSession SuspendedSession() => OpenSession().And(new SessionSuspended(null));

    /// <summary>A session that is over.</summary>
    public static GivenSession ClosedSession() => OpenSession().And(new SessionClosed());

    /// <summary>A meeting nobody founded yet.</summary>
    public static GivenMeeting NoMeeting() => new(MeetingState.Empty);

    /// <summary>A meeting with one session, an agenda and a roster: <see cref="Cast.Programme"/>.</summary>
    public static GivenMeeting Meeting() => new(Cast.Programme);

    /// <summary>An installation at its first start.</summary>
    public static GivenHouse House() => new(HouseState.Empty);

    /// <summary>An event in the place that follows a state.</summary>
    public static LoggedEvent Next(LogId log, LogCursor after, DateTimeOffset at, ParticipantId by, CommandId command, LogEvent happened) =>
        new(log, new LogPosition(Epoch, after.Sequence + 1), at, by, command, happened, HashChain.Start);

    private static Guid Epoch { get; } = Guid.Parse("0197a000-0000-7000-8000-0000000000ee");
}
