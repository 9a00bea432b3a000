namespace LiveSession.Client.Transcript;

/// <summary>What machines find in a session, for its secretariat. The server implements it and checks the caller each time.</summary>
public interface IAnalysisDesk
{
    /// <summary>What the last ten minutes were about; null where it is not the caller's business.</summary>
    Task<RecentView?> RecentAsync(SessionId session);

    /// <summary>Personal data in the transcript; null where it is not the caller's business, or was not looked for yet.</summary>
    Task<ImmutableArray<PersonalDataView>?> PersonalDataAsync(SessionId session);

    /// <summary>Why the language service is left alone; null where it is asked, or there is none.</summary>
    string? Trouble { get; }
}

/// <summary>What the last ten minutes of a session were about.</summary>
/// <param name="KeyPhrases">Their key phrases.</param>
/// <param name="Documents">The documents that were mentioned, the latest first.</param>
public sealed record RecentView(ImmutableArray<string> KeyPhrases, ImmutableArray<MentionedDocument> Documents);

/// <summary>A document that was mentioned.</summary>
/// <param name="Symbol">Its symbol or name.</param>
/// <param name="Link">Where it is to be had; null where nobody knows.</param>
/// <param name="Line">The caption line that mentioned it last.</param>
/// <param name="At">When.</param>
public sealed record MentionedDocument(string Symbol, string? Link, long Line, DateTimeOffset At);

/// <summary>Personal data in a caption line.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Category">What it was taken for.</param>
/// <param name="Words">The words.</param>
/// <param name="Choice">What was decided; null where nothing was.</param>
public sealed record PersonalDataView(long Line, int Offset, int Length, string Category, string Words, PublicationChoice? Choice)
{
    /// <summary>What stands before it.</summary>
    public string Before { get; init; } = "";

    /// <summary>What stands behind it.</summary>
    public string After { get; init; } = "";

    /// <summary>Who said it; null where nobody knows.</summary>
    public string? Speaker { get; init; }

    /// <summary>BCP 47 tag of the line.</summary>
    public string Language { get; init; } = "";
}
