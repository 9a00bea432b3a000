namespace LiveSession.Analysis.Azure;

/// <summary>What kind of trouble it is: it decides who tries again, and when.</summary>
public enum LanguageTrouble
{
    /// <summary>This request is not to the service's liking; another one may be.</summary>
    Request,

    /// <summary>Busy, broken or not to be reached: it may pass by itself.</summary>
    Passing,

    /// <summary>Our key or identity is refused; somebody has to put it right.</summary>
    Refused,

    /// <summary>Something else answers than the language service.</summary>
    Unreadable,
}

/// <summary>The language service did not answer, or not with what was asked for. The message is for the secretariat.</summary>
/// <param name="trouble">What kind of trouble it is.</param>
/// <param name="code">A word for programs: the service's own where it gave one.</param>
/// <param name="message">What is the matter.</param>
/// <param name="inner">What lies behind it.</param>
public sealed class LanguageServiceException(LanguageTrouble trouble, string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of trouble it is.</summary>
    public LanguageTrouble Trouble { get; } = trouble;

    /// <summary>A word for programs.</summary>
    public string Code { get; } = code;

    /// <summary>How long the service asks to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
