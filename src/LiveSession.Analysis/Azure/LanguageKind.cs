namespace LiveSession.Analysis.Azure;

/// <summary>What the service calls each kind, and how much of it goes into one request.</summary>
/// <param name="Name">Its name in requests.</param>
/// <param name="Documents">How many documents a request may have.</param>
/// <param name="HasOffsets">Answers have places in the text.</param>
/// <param name="IsJob">It is done as a job, looked at again until it is done.</param>
internal sealed record LanguageKind(string Name, int Documents, bool HasOffsets, bool IsJob = false)
{
    public static LanguageKind Of(AnalysisKind kind) => kind switch
    {
        AnalysisKind.Language => new("LanguageDetection", 100, HasOffsets: false),
        AnalysisKind.KeyPhrases => new("KeyPhraseExtraction", 10, HasOffsets: false),
        AnalysisKind.Entities => new("EntityRecognition", 5, HasOffsets: true),
        AnalysisKind.LinkedEntities => new("EntityLinking", 5, HasOffsets: true),
        AnalysisKind.PersonalData => new("PiiEntityRecognition", 5, HasOffsets: true),
        AnalysisKind.Sentiment => new("SentimentAnalysis", 10, HasOffsets: true),
        AnalysisKind.ExtractiveSummary => new("ExtractiveSummarization", 20, HasOffsets: true, IsJob: true),
        AnalysisKind.AbstractiveSummary => new("AbstractiveSummarization", 20, HasOffsets: true, IsJob: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
