namespace LiveSession.Protocol;

/// <summary>
/// Hands in the text of a statement that is going to be made in a session, for those who caption it; the custom of conferences that take texts in advance
/// and mark them "check against delivery". It takes the place of what the same speaker handed in for the session in the same language. It is no part of the
/// record: that is what is said. Open to everybody who may ask for the floor, and to the secretariat for anybody on the roster.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="Language">BCP 47 tag of the text.</param>
/// <param name="Text">The words; paragraphs are kept, everything else is cleaned like a caption.</param>
/// <param name="Speaker">Whose statement; null for the caller's own. Only the secretariat names others.</param>
public sealed record HandInStatement(SessionId Session, string Language, string Text, ParticipantId? Speaker = null) : MeetingCommand;

/// <summary>Takes back the text of a statement.</summary>
/// <param name="Session">The session.</param>
/// <param name="Language">BCP 47 tag of the text.</param>
/// <param name="Speaker">Whose statement; null for the caller's own. Only the secretariat names others.</param>
public sealed record WithdrawStatement(SessionId Session, string Language, ParticipantId? Speaker = null) : MeetingCommand;

/// <summary>The text of a statement as it was handed in. Shown to its speaker, to captioners and to the secretariat.</summary>
/// <param name="Session">The session it is for.</param>
/// <param name="Speaker">Whose it is.</param>
/// <param name="Name">Their name.</param>
/// <param name="Affiliation">Delegation or organisation.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words; paragraphs are lines.</param>
/// <param name="At">When it was handed in.</param>
public sealed record StatementView(SessionId Session, ParticipantId Speaker, string Name, string Affiliation, string Language, string Text, DateTimeOffset At);
