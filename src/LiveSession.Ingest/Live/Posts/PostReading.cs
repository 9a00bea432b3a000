namespace LiveSession.Ingest.Live.Posts;

/// <summary>What a post says.</summary>
/// <param name="Edits">What it does to the text.</param>
/// <param name="Heartbeat">Whether it only says that somebody is there.</param>
/// <param name="Mangled">Whether bytes were lost on the way.</param>
/// <param name="Fault">Why it cannot be read; null when it can.</param>
/// <param name="SpokenAt">When its first words were said, by the sender's clock.</param>
/// <param name="Number">Its number, where the body holds one.</param>
/// <param name="ControlToken">The token by which it claims the pen; null where it claims nothing.</param>
public sealed record PostReading(
    ImmutableArray<SourceEdit> Edits, bool Heartbeat = false, bool Mangled = false, string? Fault = null, DateTimeOffset? SpokenAt = null,
    long? Number = null, long? ControlToken = null)
{
    /// <summary>A post that cannot be read.</summary>
    public static PostReading Unreadable(string fault) => new([], Fault: fault);
}

/// <summary>Reads the posts of one source, in their order.</summary>
public interface IPostReader
{
    /// <summary>Where the protocol leaves the breaking of lines to us.</summary>
    LineCut Cut { get; }

    /// <summary>What makes a post the same when it is sent again: software may write the time anew.</summary>
    string IdentityOf(string text) => text;

    /// <summary>What the text of a post says. A post that was taken before is not read again.</summary>
    /// <param name="text">The body as text.</param>
    /// <param name="endsOpen">Whether what was written before ends in white space, or there is none.</param>
    PostReading Read(string text, bool endsOpen);

    /// <summary>The reader of a protocol; null for one that does not post.</summary>
    static IPostReader? For(CaptionProtocol protocol) => protocol switch
    {
        CaptionProtocol.Zoom => new ZoomPosts(),
        CaptionProtocol.YouTube => new YouTubePosts(),
        CaptionProtocol.Teams => new TeamsPosts(),
        CaptionProtocol.StreamText => new StreamTextPosts(),
        CaptionProtocol.Webhook => new WebhookPosts(),
        CaptionProtocol.Json => new JsonPosts(),
        _ => null,
    };
}
