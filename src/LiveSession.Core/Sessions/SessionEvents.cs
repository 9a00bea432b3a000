using LiveSession.Core.Log;

namespace LiveSession.Core.Sessions;

/// <summary>The session was opened. Names what it is, so that its log can be read alone.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="MeetingTitle">Its title then.</param>
/// <param name="Number">The session's number.</param>
/// <param name="Title">The session's title then.</param>
public sealed record SessionOpened(MeetingId Meeting, string MeetingTitle, int Number, string Title) : LogEvent;

/// <summary>The sitting was interrupted.</summary>
/// <param name="ResumesAt">When it is meant to go on.</param>
public sealed record SessionSuspended(DateTimeOffset? ResumesAt) : LogEvent;

/// <summary>The sitting went on.</summary>
public sealed record SessionResumed : LogEvent;

/// <summary>The session was closed for good.</summary>
public sealed record SessionClosed : LogEvent;

/// <summary>From here on captions are not kept.</summary>
public sealed record WentOffTheRecord : LogEvent;

/// <summary>From here on captions are kept again.</summary>
public sealed record WentOnTheRecord : LogEvent;
