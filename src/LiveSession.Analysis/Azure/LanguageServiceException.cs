namespace LiveSession.Analysis.Azure;

/// <summary>The language service did not answer, or not with what was asked for. The message is for the secretariat.</summary>
/// <param name="code">A word for programs: the service's own where it gave one.</param>
/// <param name="message">What is the matter.</param>
/// <param name="inner">What lies behind it.</param>
public sealed class LanguageServiceException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A word for programs.</summary>
    public string Code { get; } = code;
}
