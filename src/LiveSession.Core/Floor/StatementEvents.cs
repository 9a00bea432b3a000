using LiveSession.Core.Log;

namespace LiveSession.Core.Floor;

/// <summary>The text of a statement was handed in before it was made. Kept in the meeting's log, which no reader is given: the session's tells what was said.</summary>
/// <param name="Session">The session it is for.</param>
/// <param name="Speaker">Whose statement it is.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words; paragraphs are lines.</param>
public sealed record StatementHandedIn(SessionId Session, ParticipantId Speaker, string Language, string Text) : LogEvent, IWorded
{
    string IWorded.Words => Text;

    LogEvent IWorded.WithWords(string words) => this with { Text = words };
}

/// <summary>The text of a statement was taken back.</summary>
/// <param name="Session">The session it was for.</param>
/// <param name="Speaker">Whose statement it was.</param>
/// <param name="Language">BCP 47 tag.</param>
public sealed record StatementWithdrawn(SessionId Session, ParticipantId Speaker, string Language) : LogEvent;
