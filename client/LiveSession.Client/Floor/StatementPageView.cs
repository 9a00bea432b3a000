namespace LiveSession.Client.Floor;

/// <summary>The page on which somebody hands in the text of their statement.</summary>
/// <param name="Session">The session it is for.</param>
/// <param name="Me">Who they are; null for somebody without a name in the meeting.</param>
/// <param name="Statements">What they handed in, one text for each language.</param>
public sealed record StatementPageView(SessionView Session, RosterEntryView? Me, ImmutableArray<StatementView> Statements)
{
    /// <summary>The language in the form.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The text in the form.</summary>
    public string Text { get; init; } = "";

    /// <summary>The longest text taken, in UTF-16 units.</summary>
    public int MostLength { get; init; }

    /// <summary>Why a text was not taken; null where none was refused.</summary>
    public Rejection? Refused { get; init; }
}
