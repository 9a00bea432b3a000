using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Transcript;

/// <summary>Decides what is published of a transcript, and of what a machine found in it. Possible at any time, also long after the session.</summary>
public static class PublicationDecider
{
    private const int LongestCategory = 60;

    // A sentence of a summary is at most a long one.
    private const int LongestText = 2_000;

    /// <summary>Personal data is kept or masked.</summary>
    public static Decision DecidePersonalData(SessionState state, DecidePersonalData command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return !Enum.IsDefined(command.Choice) ? Rejections.BadArgument("the choice")
            : command.Category is not { Length: > 0 and <= LongestCategory } ? Rejections.BadArgument("the category")
            : state.Captions.FindLine(command.Line) is not { } line ? Rejections.UnknownLine
            : !HasPlace(line.Text, command.Offset, command.Length) ? Rejections.NoSuchPlace
            : state.Publication.ChoiceAt(command.Line, command.Offset, command.Length) == command.Choice ? Rejections.ChoiceUnchanged
            : new PersonalDataDecided(command.Line, command.Offset, command.Length, command.Category, command.Choice);
    }

    /// <summary>Something a machine found is taken out of sight, or put back.</summary>
    public static Decision DismissAnalysis(SessionState state, DismissAnalysis command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (!Enum.IsDefined(command.Part) || command.Text is not { Length: > 0 and <= LongestText })
        {
            return Rejections.BadArgument("what is to be dismissed");
        }

        if (state.Publication.IsDismissed(command.Part, command.Text) == command.Dismissed)
        {
            return Rejections.ChoiceUnchanged;
        }

        return command.Dismissed ? new AnalysisDismissed(command.Part, command.Text) : new AnalysisRestored(command.Part, command.Text);
    }

    // Within the words, and between whole characters.
    internal static bool HasPlace(string text, int offset, int length) =>
        offset >= 0 && length > 0 && offset <= text.Length - length && IsBorder(text, offset) && IsBorder(text, offset + length);

    private static bool IsBorder(string text, int at) => at == 0 || at == text.Length || !char.IsLowSurrogate(text[at]);
}
