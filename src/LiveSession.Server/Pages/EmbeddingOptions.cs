using LiveSession.Server.Operations;

namespace LiveSession.Server.Pages;

/// <summary>Who may show captions in a page of theirs.</summary>
public sealed class EmbeddingOptions
{
    public const string Section = "Embedding";

    // They go into a header as they stand: no space, no semicolon.
    /// <summary>The sites that may embed captions, such as <c>https://www.example.org</c> or <c>https://*.example.org</c>. None by default.</summary>
    [EachMatches(@"^https?://(\*\.)?[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]{1,5})?\z", "https://www.example.org")]
    public string[] Origins { get; set; } = [];
}
