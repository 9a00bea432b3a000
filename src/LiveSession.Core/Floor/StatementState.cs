using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Floor;

/// <summary>The texts of statements handed in for a meeting's sessions, as folded from its log.</summary>
public sealed record StatementState
{
    /// <summary>None was handed in.</summary>
    public static StatementState Empty { get; } = new();

    /// <summary>The texts, in the order in which they were handed in; of one that was changed, the last.</summary>
    public ImmutableList<Statement> All { get; init; } = [];

    /// <summary>The text a speaker handed in for a session in a language; null where there is none.</summary>
    public Statement? Find(SessionId session, ParticipantId speaker, string language) =>
        All.Find(statement => statement.Session == session && statement.Speaker == speaker && statement.Language.Equals(language, StringComparison.OrdinalIgnoreCase));

    /// <summary>The state after one more event. With a session, or somebody, that is no more in the meeting go their texts; events about other things change nothing.</summary>
    public StatementState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Event switch
        {
            StatementHandedIn e => new() { All = Without(e.Session, e.Speaker, e.Language).Add(new Statement(e.Session, e.Speaker, e.Language, e.Text, happened.At)) },
            StatementWithdrawn e => new() { All = Without(e.Session, e.Speaker, e.Language) },
            SessionCancelled e => new() { All = All.RemoveAll(statement => statement.Session == e.Session) },
            ParticipantRemoved e => new() { All = All.RemoveAll(statement => statement.Speaker == e.Participant) },
            _ => this,
        };
    }

    private ImmutableList<Statement> Without(SessionId session, ParticipantId speaker, string language) =>
        Find(session, speaker, language) is { } former ? All.Remove(former) : All;
}

/// <summary>The text of a statement.</summary>
/// <param name="Session">The session it is for.</param>
/// <param name="Speaker">Whose it is.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words; paragraphs are lines.</param>
/// <param name="At">When it was handed in.</param>
public sealed record Statement(SessionId Session, ParticipantId Speaker, string Language, string Text, DateTimeOffset At);
