namespace LiveSession.Analysis;

/// <summary>What a passage can be asked about.</summary>
public enum AnalysisKind
{
    /// <summary>The language it is in.</summary>
    Language,

    /// <summary>The phrases that say what it is about.</summary>
    KeyPhrases,

    /// <summary>People, delegations, bodies, documents and places it names.</summary>
    Entities,

    /// <summary>What it names that has a page of its own.</summary>
    LinkedEntities,

    /// <summary>What must perhaps not be published.</summary>
    PersonalData,

    /// <summary>Whether it sounds pleased. Off unless asked for: a diplomatic record is not a product review.</summary>
    Sentiment,

    /// <summary>Its most telling sentences, as they were said.</summary>
    ExtractiveSummary,

    /// <summary>A summary in other words.</summary>
    AbstractiveSummary,
}
