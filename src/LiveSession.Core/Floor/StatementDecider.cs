using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;

namespace LiveSession.Core.Floor;

/// <summary>Decides whose text of a statement is taken in advance: everybody's own, anybody's from the secretariat; until the session is closed.</summary>
public static class StatementDecider
{
    /// <summary>Takes a text, in place of the former one in its language.</summary>
    public static Decision HandIn(MeetingState state, HandInStatement command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (FaultIn(state, command.Session, command.Speaker, context) is { } fault)
        {
            return fault;
        }

        if (context.Over(command.Session))
        {
            return Rejections.SessionClosed;
        }

        if (!CaptionDecider.IsLanguage(command.Language))
        {
            return Rejections.BadLanguage;
        }

        var most = context.Limits.StatementLength;
        var text = command.Text.Length > 2 * most ? command.Text : Cleaned(command.Text);
        if (text.Length <= most && !text.EnumerateRunes().Any(Rune.IsLetterOrDigit))
        {
            return Rejections.Missing("the text");
        }

        var (speaker, statements) = (SpeakerOf(command.Speaker, context), state.Statements);
        var former = statements.Find(command.Session, speaker, command.Language);
        return text.Length > most ? Rejections.StatementTooLong(most)
            : former?.Text == text ? Rejections.StatementUnchanged
            : former is null && statements.All.Count(other => other.Session == command.Session) >= context.Limits.QueueLength
                ? Rejections.TooMany("statements", context.Limits.QueueLength)
            : new StatementHandedIn(command.Session, speaker, command.Language, text);
    }

    /// <summary>Takes a text back, also after the session.</summary>
    public static Decision Withdraw(MeetingState state, WithdrawStatement command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        return FaultIn(state, command.Session, command.Speaker, context) is { } fault ? fault
            : state.Statements.Find(command.Session, SpeakerOf(command.Speaker, context), command.Language) is { } handedIn
                ? new StatementWithdrawn(handedIn.Session, handedIn.Speaker, handedIn.Language)
            : Rejections.NoStatement;
    }

    private static ParticipantId SpeakerOf(ParticipantId? named, MeetingContext context) => named ?? context.By.Id;

    private static Rejection? FaultIn(MeetingState state, SessionId session, ParticipantId? named, MeetingContext context) =>
        named is not null && named != context.By.Id && context.By.Role is not Role.Secretariat ? Rejections.NotAllowed
        : !state.Sessions.ContainsKey(session) ? Rejections.UnknownSession
        : !state.Participants.ContainsKey(SpeakerOf(named, context)) ? Rejections.UnknownParticipant
        : null;

    // Paragraphs are kept, with one empty line between them at most.
    private static string Cleaned(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(line => CaptionText.Clean(line).Text).ToList();
        return string.Join('\n', lines.Where((line, index) => line.Length > 0 || (index > 0 && lines[index - 1].Length > 0))).Trim('\n');
    }
}
