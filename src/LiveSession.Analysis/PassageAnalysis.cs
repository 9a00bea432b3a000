namespace LiveSession.Analysis;

/// <summary>What became of a passage.</summary>
public enum AnalysisOutcome
{
    /// <summary>It was read; what was found stands in the result.</summary>
    Analysed,

    /// <summary>It was not read, and need not be tried again: nothing in it, or a language the provider does not know.</summary>
    NotAnalysed,

    /// <summary>It could not be read this time.</summary>
    Failed,
}

/// <summary>What one provider found in one passage. Only the fields of its kind are filled.</summary>
/// <param name="Id">The passage.</param>
/// <param name="Kind">What was looked for.</param>
/// <param name="Provider">Who looked: <c>embedded</c> or <c>azure</c>.</param>
/// <param name="ModelVersion">With which version of its model, as the provider calls it.</param>
public sealed record PassageAnalysis(string Id, AnalysisKind Kind, string Provider, string ModelVersion)
{
    /// <summary>What became of it.</summary>
    public AnalysisOutcome Outcome { get; init; }

    /// <summary>Why it was not read; null when it was.</summary>
    public AnalysisFault? Fault { get; init; }

    /// <summary>The language it is in.</summary>
    public DetectedLanguage? Language { get; init; }

    /// <summary>The phrases that say what it is about, the most telling first.</summary>
    public ImmutableArray<string> KeyPhrases { get; init; } = [];

    /// <summary>What it names, or its personal data, in the order of the text. Spans may overlap.</summary>
    public ImmutableArray<NamedEntity> Entities { get; init; } = [];

    /// <summary>What it names that has a page of its own.</summary>
    public ImmutableArray<LinkedEntity> Links { get; init; } = [];

    /// <summary>The text with personal data masked, character for character; null unless that was looked for.</summary>
    public string? RedactedText { get; init; }

    /// <summary>How it sounds; null unless asked for.</summary>
    public Sentiment? Sentiment { get; init; }

    /// <summary>Its most telling sentences, or a summary in other words.</summary>
    public ImmutableArray<SummarySentence> Summary { get; init; } = [];

    /// <summary>What the provider remarks: that it cut a text, for one.</summary>
    public ImmutableArray<AnalysisFault> Warnings { get; init; } = [];
}

/// <summary>Something that went wrong, or nearly.</summary>
/// <param name="Code">A word for programs, such as <c>UnsupportedLanguageCode</c>.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record AnalysisFault(string Code, string Message);

/// <summary>The language of a passage.</summary>
/// <param name="Code">ISO 639-1, or as the provider has it: <c>zh_chs</c>, <c>(Unknown)</c>.</param>
/// <param name="Name">Its English name.</param>
/// <param name="Confidence">From 0 to 1.</param>
public sealed record DetectedLanguage(string Code, string Name, double Confidence);

/// <summary>Something a passage names, and where.</summary>
/// <param name="Text">The words, as they stand there.</param>
/// <param name="Category">What it is: <c>Person</c>, <c>Delegation</c>, <c>Organization</c>, <c>Document</c>, <c>Email</c>, …</param>
/// <param name="Offset">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
/// <param name="Confidence">From 0 to 1.</param>
public sealed record NamedEntity(string Text, string Category, int Offset, int Length, double Confidence)
{
    /// <summary>A finer word for what it is; null when there is none.</summary>
    public string? Subcategory { get; init; }

    /// <summary>The same for every way of naming it: an ISO country code, the symbol of a document; null when the provider has none.</summary>
    public string? Key { get; init; }

    /// <summary>Its name as it is best shown; null when that is the text.</summary>
    public string? Name { get; init; }

    /// <summary>Where more is said about it.</summary>
    public Uri? Link { get; init; }
}

/// <summary>Something with a page of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Link">The page.</param>
/// <param name="DataSource">Whose page: <c>Wikipedia</c>.</param>
/// <param name="Language">The language of the page.</param>
/// <param name="Key">What it is known by there.</param>
/// <param name="Mentions">Where the passage names it.</param>
public sealed record LinkedEntity(string Name, Uri? Link, string DataSource, string? Language, string? Key, ImmutableArray<NamedEntity> Mentions);

/// <summary>How a passage or a sentence sounds.</summary>
/// <param name="Label"><c>positive</c>, <c>neutral</c>, <c>negative</c> or <c>mixed</c>.</param>
/// <param name="Positive">From 0 to 1.</param>
/// <param name="Neutral">From 0 to 1.</param>
/// <param name="Negative">From 0 to 1.</param>
/// <param name="Sentences">The same for each sentence.</param>
public sealed record Sentiment(string Label, double Positive, double Neutral, double Negative, ImmutableArray<SentenceSentiment> Sentences);

/// <summary>How one sentence sounds.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Label"><c>positive</c>, <c>neutral</c> or <c>negative</c>.</param>
/// <param name="Positive">From 0 to 1.</param>
/// <param name="Neutral">From 0 to 1.</param>
/// <param name="Negative">From 0 to 1.</param>
/// <param name="Offset">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
public sealed record SentenceSentiment(string Text, string Label, double Positive, double Neutral, double Negative, int Offset, int Length);

/// <summary>A sentence of a summary.</summary>
/// <param name="Text">The words: said so (extractive), or the provider's own (abstractive).</param>
/// <param name="Sources">Where in the passage they come from.</param>
/// <param name="Rank">How telling it is, from 0 to 1; null where the provider does not say.</param>
public sealed record SummarySentence(string Text, ImmutableArray<TextSpan> Sources, double? Rank = null);

/// <summary>A stretch of a passage, in UTF-16 code units.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How long it is.</param>
public readonly record struct TextSpan(int Offset, int Length)
{
    /// <summary>Where it ends.</summary>
    public int End => Offset + Length;
}
