using LiveSession.Core.Log;

namespace LiveSession.Core.Transcript;

/// <summary>Somebody decided what becomes of personal data in the published transcript. The words are not repeated here: a log is for ever.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Offset">Where it begins in the line's words as they stood then, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Category">What it was taken for.</param>
/// <param name="Choice">What becomes of it.</param>
public sealed record PersonalDataDecided(long Line, int Offset, int Length, string Category, PublicationChoice Choice) : LogEvent;

/// <summary>Something that the machine found is no longer shown.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Text">The phrase, the sentence or the name.</param>
public sealed record AnalysisDismissed(AnalysisPart Part, string Text) : LogEvent, IWorded
{
    string IWorded.Words => Text;

    LogEvent IWorded.WithWords(string words) => this with { Text = words };
}

/// <summary>Something that the machine found is shown again.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Text">The phrase, the sentence or the name.</param>
public sealed record AnalysisRestored(AnalysisPart Part, string Text) : LogEvent, IWorded
{
    string IWorded.Words => Text;

    LogEvent IWorded.WithWords(string words) => this with { Text = words };
}
