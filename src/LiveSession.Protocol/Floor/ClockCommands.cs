namespace LiveSession.Protocol;

/// <summary>Sets how long one turn may last; speakers over it are marked, never cut off.</summary>
/// <param name="Limit">10 seconds to 2 hours; null for no limit, or of another kind than statements for the same as they have.</param>
/// <param name="Kind">Of which kind of speech; statements, and every kind without a limit of its own.</param>
public sealed record SetSpeakingTime(TimeSpan? Limit, SpeechKind Kind = SpeechKind.Statement) : SessionCommand;

/// <summary>Lets the turn going on last longer than its limit.</summary>
/// <param name="By">10 seconds to 2 hours.</param>
/// <param name="AfterTurn">The turn count on the chair's screen.</param>
public sealed record ExtendTurn(TimeSpan By, int AfterTurn) : SessionCommand;

/// <summary>Stops the clock of the turn going on: interpretation or captioning is down, or the speaker cannot be heard.</summary>
/// <param name="AfterTurn">The turn count on the screen.</param>
public sealed record PauseClock(int AfterTurn) : SessionCommand;

/// <summary>Lets the clock of the turn go on.</summary>
/// <param name="AfterTurn">The turn count on the screen.</param>
public sealed record ResumeClock(int AfterTurn) : SessionCommand;
