namespace LiveSession.Client.Transcript;

/// <summary>What a machine found in a transcript, as the page shows it. It is no part of the record.</summary>
/// <param name="Providers">Who looked, with the version of the model.</param>
/// <param name="Provisional">Whether some of it is by whoever stood in for the language service.</param>
/// <param name="KeyPhrases">What the session was about.</param>
/// <param name="Summary">Its most telling sentences.</param>
/// <param name="Named">Whom and what it names, the most often named first.</param>
/// <param name="Items">What each agenda item was about, by its number.</param>
/// <param name="Interventions">The same of interventions, by their number.</param>
public sealed record AnalysisView(
    ImmutableArray<string> Providers, bool Provisional, ImmutableArray<string> KeyPhrases, ImmutableArray<QuoteView> Summary, ImmutableArray<NamedView> Named,
    ImmutableDictionary<string, SectionAnalysisView> Items, ImmutableDictionary<int, SectionAnalysisView> Interventions)
{
    /// <summary>Whether the reader is the secretariat, who may take wrong findings out of sight.</summary>
    public bool MayDismiss { get; init; }

    /// <summary>What they took out of sight; for them only.</summary>
    public ImmutableArray<DismissedView> Dismissed { get; init; } = [];
}

/// <summary>What a part of a session was about.</summary>
/// <param name="KeyPhrases">Its key phrases.</param>
/// <param name="Summary">Its most telling sentences.</param>
public sealed record SectionAnalysisView(ImmutableArray<string> KeyPhrases, ImmutableArray<QuoteView> Summary);

/// <summary>A sentence as it was said.</summary>
/// <param name="Text">The words.</param>
/// <param name="Intervention">In which intervention.</param>
public sealed record QuoteView(string Text, int Intervention);

/// <summary>Somebody or something named.</summary>
/// <param name="Category">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Link">Where more is said about it; null where nothing is.</param>
/// <param name="Interventions">Which interventions name it.</param>
public sealed record NamedView(string Category, string Name, string? Link, ImmutableArray<int> Interventions);

/// <summary>A finding that is out of sight.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Text">How it was shown.</param>
public sealed record DismissedView(AnalysisPart Part, string Text);
