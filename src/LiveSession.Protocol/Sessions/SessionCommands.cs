namespace LiveSession.Protocol;

/// <summary>Something a person wants to happen in a session. It is decided in one place, and stands in the log or is refused.</summary>
public abstract record SessionCommand;

/// <summary>Opens the session: captions are kept from now on.</summary>
public sealed record OpenSession : SessionCommand;

/// <summary>Suspends the sitting for a while; a turn going on ends, the queue waits.</summary>
/// <param name="ResumesAt">When it is meant to go on; null when not known.</param>
public sealed record SuspendSession(DateTimeOffset? ResumesAt = null) : SessionCommand;

/// <summary>Goes on after a suspension.</summary>
public sealed record ResumeSession : SessionCommand;

/// <summary>Closes the session for good; its record is then complete.</summary>
public sealed record CloseSession : SessionCommand;

/// <summary>Takes up an item of the agenda.</summary>
/// <param name="Item">The item.</param>
public sealed record TakeUpItem(AgendaItemId Item) : SessionCommand;

/// <summary>Takes the session off the record: captions are shown, and not kept (W3C RAUR, user need 2a).</summary>
public sealed record GoOffTheRecord : SessionCommand;

/// <summary>Returns to the record.</summary>
public sealed record GoOnTheRecord : SessionCommand;
