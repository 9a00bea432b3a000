namespace LiveSession.Cli.Replay;

/// <summary>Which session of a meeting is meant.</summary>
internal static class SessionChoice
{
    /// <summary>The one named; else the one that is open, else the next in the programme.</summary>
    public static SessionSummary In(MeetingView meeting, int? number, bool mayOpen)
    {
        var chosen = number is { } named
            ? meeting.Sessions.FirstOrDefault(session => session.Number == named)
                ?? throw new CommandFailedException($"{meeting.Title} has no session {named}. There are: {Numbers(meeting)}.", ExitCode.BadUsage)
            : meeting.Sessions.FirstOrDefault(session => session.Phase is SessionPhase.Open)
                ?? meeting.Sessions.FirstOrDefault(session => session.Phase is SessionPhase.Suspended)
                ?? meeting.Sessions.Where(session => session.Phase is SessionPhase.Scheduled).MinBy(session => session.StartsAt)
                ?? throw new CommandFailedException($"{meeting.Title} has no session that is open or still to come.");
        return chosen.Phase switch
        {
            SessionPhase.Closed => throw new CommandFailedException($"Session {chosen.Number} of {meeting.Title} is closed; its record is complete."),
            SessionPhase.Scheduled when !mayOpen => throw new CommandFailedException(
                $"Session {chosen.Number} of {meeting.Title} is not open yet. Let the chair open it, or give the chair's link with --chair-link."),
            _ => chosen,
        };
    }

    private static string Numbers(MeetingView meeting) =>
        meeting.Sessions.IsEmpty ? "none" : string.Join(", ", meeting.Sessions.Select(session => session.Number));
}
