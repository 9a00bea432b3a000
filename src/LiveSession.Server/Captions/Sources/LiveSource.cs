using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.EbuTt;
using LiveSession.Ingest.Live.Posts;

namespace LiveSession.Server.Captions.Sources;

/// <summary>What this process knows of a source that has written: its lines, its posts, and what its owner is shown. Guarded by the track's gate.</summary>
internal sealed class LiveSource(CaptionSource source, SessionLimits limits)
{
    private const int EchoLength = 160;

    private readonly Dictionary<long, long> _numbers = [];

    public CaptionSource Source => source;

    public IPostReader? Posts { get; } = IPostReader.For(source.Protocol, limits.NameLength);

    public LineBuffer Buffer { get; } = new(source.Language, (IPostReader.For(source.Protocol)?.Cut ?? LineCut.LongLines).AtMost(limits.LineLength));

    public SenderClock Clock { get; } = new();

    /// <summary>What the software does to letters, as far as it was noticed.</summary>
    public TextDamages Damages { get; private set; }

    /// <summary>The language its words are in by its own account, as it writes it, where that is not the one it was let in for.</summary>
    public string? OtherLanguage { get; private set; }

    public PostSequence Sequence { get; } = new();

    /// <summary>For sources that send documents: what stands on their screen.</summary>
    public EbuTtScreen? Screen { get; } = source.Protocol is CaptionProtocol.EbuTtLive ? new EbuTtScreen() : null;

    public EbuTtSequence Documents { get; } = new();

    /// <summary>The last document heard: what its author calls itself.</summary>
    public EbuTtDocument? Heard { get; set; }

    /// <summary>Lines that could not be recorded for now; they go first when it can be tried again.</summary>
    public Queue<PendingLine> Pending { get; } = new();

    /// <summary>The post being read, or the last one: its number and the hash of its body.</summary>
    public (long Number, string Hash) Post { get; set; } = (0, "0000000000");

    /// <summary>How many lines the post has finished so far.</summary>
    public int LinesOfPost { get; set; }

    public (string Hash, long At) LastUnnumbered { get; set; } = ("", 0);

    public long HeardAt { get; set; }

    /// <summary>When the program hung up that wrote last; null while one is connected, and for software that posts.</summary>
    public long? LeftAt { get; set; }

    public DateTimeOffset? LastHeard { get; set; }

    public string Echo { get; private set; } = "";

    /// <summary>Whether the last post named a language; one that names none is in the source's own again.</summary>
    public bool NamedLanguage { get; set; }

    public int MangledPosts { get; set; }

    public int NotAired { get; set; }

    public Rejection? Refusal { get; set; }

    /// <summary>Why something of the post last read is not recorded, and will not be; null where all of it is.</summary>
    public Rejection? RefusalOfPost { get; set; }

    public long? NumberOf(long slot) => _numbers.TryGetValue(slot, out var number) ? number : null;

    public void Recorded(long slot, long number)
    {
        _numbers[slot] = number;
        _numbers.Remove(slot - LineBuffer.Reach - 2);
    }

    /// <summary>Takes down what was heard, for the owner to see.</summary>
    public void Hear(IEnumerable<SourceEdit> edits)
    {
        foreach (var edit in edits)
        {
            Echo = edit switch
            {
                // What turns the direction of text around would turn around the panel it is shown in.
                SourceEdit.Insert insert => Echo + CaptionText.WithoutTurns(insert.Text),
                SourceEdit.NewLine => Echo.TrimEnd() + " ",
                SourceEdit.Erase erase => Erased(Echo, erase.Count),
                _ => Echo,
            };
        }

        Examine(TextDamage.In(Echo, Buffer.Language));
        Echo = WholeText.EndOf(Echo, EchoLength);
    }

    /// <summary>What is heard next is another line.</summary>
    public void Pause() => Echo = Echo.Length > 0 ? Echo.TrimEnd() + " " : "";

    /// <summary>Takes down what was noticed of the letters of a post: it stays noticed.</summary>
    public void Examine(PostText post)
    {
        MangledPosts += post.Cut ? 1 : 0;
        Damages |= post.OtherEncoding ? TextDamages.OtherEncoding : 0;
        Examine(TextDamage.LeftOutOf(post.Text));
    }

    /// <summary>Takes down what was noticed of its letters.</summary>
    public void Examine(TextDamages found) =>
        // � stands where bytes could not be read: that is told as what it is.
        Damages |= found & (Damages.HasFlag(TextDamages.OtherEncoding) ? ~TextDamages.Replaced : ~TextDamages.None);

    /// <summary>Takes down the language that the software says its words are in; what it says of it once stands until it says another.</summary>
    public void Names(string? language)
    {
        if (!string.IsNullOrWhiteSpace(language))
        {
            OtherLanguage = LanguageTag.Normalize(language) is { } tag && LanguageTag.IsSame(tag, source.Language) ? null : language.Trim();
        }
    }

    private static string Erased(string text, int count)
    {
        var left = new StringBuilder(text);
        for (; count > 0 && left.Length > 0; count--)
        {
            CaptionText.EraseLast(left);
        }

        return left.ToString();
    }


}

/// <summary>A line on its way to the record.</summary>
internal sealed record PendingLine(LineChange Change, CommandId Command, DateTimeOffset? SpokenAt);
