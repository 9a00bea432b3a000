using System.Text;

namespace LiveSession.Ingest.Live.Posts;

/// <summary>What a post says.</summary>
/// <param name="Edits">What it does to the text.</param>
/// <param name="Heartbeat">Whether it only says that somebody is there.</param>
/// <param name="Fault">Why it cannot be read; null when it can.</param>
/// <param name="SpokenAt">When its first words were said, by the sender's clock.</param>
/// <param name="Number">Its number, where the body holds one.</param>
/// <param name="ControlToken">The token by which it claims the pen; null where it claims nothing.</param>
/// <param name="Field">The member that is not what it must be; null where none is.</param>
public sealed record PostReading(
    ImmutableArray<SourceEdit> Edits, bool Heartbeat = false, string? Fault = null, DateTimeOffset? SpokenAt = null,
    long? Number = null, long? ControlToken = null, FaultyField? Field = null)
{
    /// <summary>A post that cannot be read.</summary>
    public static PostReading Unreadable(string fault) => new([], Fault: fault);

    /// <summary>A post of which one member cannot be read: none of it is taken.</summary>
    public static PostReading Unreadable(FaultyField field) => new([], Field: field);
}

/// <summary>
/// Reads the posts of one source, in their order. What stands between two posts is said by the protocol: StreamText and our own JSON are typed
/// as they come, so that a word may be cut between posts; Zoom's is the same for software that keeps its white space, and phrases one space apart
/// for software that does not; YouTube's entries and the webhook's phrases are words, one space apart; Teams' are lines.
/// </summary>
public interface IPostReader
{
    /// <summary>The largest number of a post.</summary>
    const long LargestNumber = (1L << 46) - 1;

    /// <summary>Whether a post is read before it is told apart from others: it may be unreadable, and may hold its own number.</summary>
    bool IsStructured => false;

    /// <summary>Where the protocol leaves the breaking of lines to us.</summary>
    LineCut Cut { get; }

    /// <summary>Whether the software posts what stands on its screen again and again, as far as it has shown it.</summary>
    bool Rolls => false;

    /// <summary>Takes in what the source had written before this process began, and whether it posted what stood on its screen.</summary>
    void Recall(IReadOnlyList<RecordedLine> lines, bool rolls)
    {
    }

    /// <summary>What makes a post the same when it is sent again: software may write the time anew.</summary>
    string IdentityOf(string text) => text;

    /// <summary>What the text of a post would do, without taking it in.</summary>
    IReadOnlyList<SourceEdit> EditsOf(string text) => Read(text, null).Edits;

    /// <summary>What the text of a post says. A post that was taken before is not read again.</summary>
    /// <param name="text">The body as text.</param>
    /// <param name="before">The last character of what was written before; null where there is nothing.</param>
    PostReading Read(string text, Rune? before);

    /// <summary>The reader of a protocol; null for one that does not post.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="longestName">The longest name of a speaker, in UTF-16 units.</param>
    static IPostReader? For(CaptionProtocol protocol, int longestName = 160) => protocol switch
    {
        CaptionProtocol.Zoom => new ZoomPosts(),
        CaptionProtocol.YouTube => new YouTubePosts(),
        CaptionProtocol.Teams => new TeamsPosts(),
        CaptionProtocol.StreamText => new StreamTextPosts(),
        CaptionProtocol.Webhook => new WebhookPosts(),
        CaptionProtocol.Json => new JsonPosts(longestName),
        _ => null,
    };
}
