namespace LiveSession.Analysis.Transcripts;

/// <summary>What one speaker said in one go.</summary>
/// <param name="Number">Counts the interventions from 1.</param>
/// <param name="Speaker">Who; null when nobody knows.</param>
/// <param name="Text">The words.</param>
/// <param name="Language">BCP 47 tag of the caption channel; null when it is not known.</param>
public sealed record Intervention(int Number, string? Speaker, string Text, string? Language)
{
    /// <summary>The agenda item under discussion, by its number as printed; null where there was none.</summary>
    public string? Item { get; init; }

    /// <summary>Words may still be added. It is not worth asking a service that is paid for each question.</summary>
    public bool Growing { get; init; }
}

/// <summary>What is found in a transcript. Everything here is made by a machine and may be wrong.</summary>
/// <param name="Label">Says so; shown wherever any of it is shown.</param>
/// <param name="Providers">Who looked, with the version of the model: <c>embedded 1</c>.</param>
/// <param name="KeyPhrases">What the whole was about.</param>
/// <param name="Summary">Its most telling sentences.</param>
/// <param name="Named">What it names, the most often named first.</param>
/// <param name="Interventions">The same, one intervention after the other.</param>
public sealed record TranscriptAnalysis(
    string Label, ImmutableArray<string> Providers, ImmutableArray<string> KeyPhrases, ImmutableArray<Quote> Summary,
    ImmutableArray<Mention> Named, ImmutableArray<InterventionAnalysis> Interventions)
{
    /// <summary>The same for each agenda item, in the order in which they were taken up.</summary>
    public ImmutableArray<ItemAnalysis> Items { get; init; } = [];

    /// <summary>Some of it is by whoever stood in for the language service, and will be asked for again.</summary>
    public bool Provisional { get; init; }
}

/// <summary>A sentence as it was said.</summary>
/// <param name="Text">The words.</param>
/// <param name="Intervention">In which intervention.</param>
public sealed record Quote(string Text, int Intervention);

/// <summary>What an agenda item was about.</summary>
/// <param name="Item">Its number as printed.</param>
/// <param name="KeyPhrases">What it was about.</param>
/// <param name="Summary">Its most telling sentences.</param>
public sealed record ItemAnalysis(string Item, ImmutableArray<string> KeyPhrases, ImmutableArray<Quote> Summary);

/// <summary>Something a transcript names.</summary>
/// <param name="Category">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Link">Where more is said about it.</param>
/// <param name="Interventions">Which interventions name it.</param>
public sealed record Mention(string Category, string Name, Uri? Link, ImmutableArray<int> Interventions);

/// <summary>What is found in one intervention.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Speaker">Who spoke.</param>
/// <param name="Language">The language the words are in.</param>
/// <param name="LanguageDiffers">The words are in another language than their channel, as far as can be told.</param>
/// <param name="KeyPhrases">What it is about.</param>
/// <param name="Entities">What it names, and where.</param>
/// <param name="PersonalData">What must perhaps not be published, and where.</param>
/// <param name="Faults">What could not be read, and why.</param>
public sealed record InterventionAnalysis(
    int Number, string? Speaker, DetectedLanguage? Language, bool LanguageDiffers, ImmutableArray<string> KeyPhrases,
    ImmutableArray<NamedEntity> Entities, ImmutableArray<NamedEntity> PersonalData, ImmutableArray<AnalysisFault> Faults)
{
    /// <summary>The most telling sentences of a long one; nothing of a short one, which says it all itself.</summary>
    public ImmutableArray<string> Summary { get; init; } = [];
}
