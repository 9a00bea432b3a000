using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.EbuTt;
using LiveSession.Ingest.Live.Posts;

namespace LiveSession.Server.Captions.Sources;

/// <summary>What this process knows of a source that has written: its lines, its posts, and what its owner is shown. Guarded by the track's gate.</summary>
internal sealed class LiveSource(CaptionSource source, SessionLimits limits, TimeProvider time)
{
    private const int EchoLength = 160;

    // What damaged letters look like may have begun before what came last: a tag, an entity, a letter of several bytes.
    private const int LongestDamage = 40;

    private readonly SortedDictionary<long, long> _numbers = [];
    private ImmutableSortedDictionary<TextDamages, DateTimeOffset> _damagedAt = ImmutableSortedDictionary<TextDamages, DateTimeOffset>.Empty;
    private Rejection? _refusal;

    public CaptionSource Source => source;

    public IPostReader? Posts { get; } = IPostReader.For(source.Protocol, limits.NameLength);

    /// <summary>Where its lines end that it does not end itself.</summary>
    public LineCut Cut { get; } = CutOf(source, limits);

    public LineBuffer Buffer { get; } = new(source.Language, CutOf(source, limits), patient: source.Protocol is CaptionProtocol.Steno);

    public SenderClock Clock { get; } = new();

    /// <summary>What the software does to letters, as far as it was noticed, and when that was last. Consoles look without the gate.</summary>
    public ImmutableSortedDictionary<TextDamages, DateTimeOffset> DamagedAt => _damagedAt;

    /// <summary>The language its words are in by its own account, as it was understood, where that is not the one it was let in for.</summary>
    public string? OtherLanguage { get; private set; }

    public PostSequence Sequence { get; } = new();

    /// <summary>For sources that send documents: what stands on their screen.</summary>
    public EbuTtScreen? Screen { get; } = source.Protocol is CaptionProtocol.EbuTtLive ? new EbuTtScreen() : null;

    public EbuTtSequence Documents { get; } = new();

    /// <summary>The last document heard: what its author calls itself.</summary>
    public EbuTtDocument? Heard { get; set; }

    /// <summary>Lines that could not be recorded for now; they go first when it can be tried again.</summary>
    public Queue<PendingLine> Pending { get; } = new();

    /// <summary>What was finished off the record, while readers still see it.</summary>
    public OffTheRecordRoll Unkept { get; } = new();

    /// <summary>The post being read, or the last one: its number and the hash of its body.</summary>
    public (long Number, string Hash) Post { get; set; } = (0, "0000000000");

    /// <summary>How many lines the post has finished so far.</summary>
    public int LinesOfPost { get; set; }

    public (string Hash, long At) LastUnnumbered { get; set; } = ("", 0);

    public long HeardAt { get; set; }

    /// <summary>When the first key was typed whose change of finished lines is held back; null while none is.</summary>
    public long? HeldSince { get; set; }

    /// <summary>When the last such key was typed.</summary>
    public long TypedAt { get; set; }

    /// <summary>Whether somebody waits for the software to rest.</summary>
    public bool IsWatched { get; set; }

    /// <summary>When the program hung up that wrote last; null while one is connected, and for software that posts.</summary>
    public long? LeftAt { get; set; }

    public DateTimeOffset? LastHeard { get; set; }

    public string Echo { get; private set; } = "";

    /// <summary>Whether the last post named a language; one that names none is in the source's own again.</summary>
    public bool NamedLanguage { get; set; }

    /// <summary>When posts were last found to be missing; null when they never were.</summary>
    public DateTimeOffset? MissedAt { get; set; }

    public int NotAired { get; set; }

    /// <summary>What was wrong with what came last; null when nothing was.</summary>
    public Rejection? Refusal
    {
        get => _refusal;
        set => (_refusal, RefusedAt) = (value, value is null ? null : time.GetUtcNow());
    }

    /// <summary>When that was.</summary>
    public DateTimeOffset? RefusedAt { get; private set; }

    /// <summary>Why something of the post last read is not recorded, and will not be; null where all of it is.</summary>
    public Rejection? RefusalOfPost { get; set; }

    public long? NumberOf(long slot) => _numbers.TryGetValue(slot, out var number) ? number : null;

    public void Recorded(long slot, long number)
    {
        _numbers[slot] = number;
        if (_numbers.Count > LineBuffer.Reach + 2)
        {
            _numbers.Remove(_numbers.First().Key);
        }
    }

    /// <summary>A line was withdrawn: nothing corrects it any more.</summary>
    public void Withdrawn(long slot) => _numbers.Remove(slot);

    /// <summary>Finishes what was begun, and lets nothing that comes later reach back to it or before it.</summary>
    public IReadOnlyList<LineChange> Bar()
    {
        Screen?.Bar();
        return Buffer.Bar();
    }

    /// <summary>Takes down what was heard, for the owner to see.</summary>
    public void Hear(IEnumerable<SourceEdit> edits)
    {
        var heard = Echo.Length;
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

        Examine(TextDamage.In(Echo[Math.Clamp(heard - LongestDamage, 0, Echo.Length)..], Buffer.Language));
        Echo = WholeText.EndOf(Echo, EchoLength);
    }

    /// <summary>What is heard next is another line.</summary>
    public void Pause() => Echo = Echo.Length > 0 ? Echo.TrimEnd() + " " : "";

    /// <summary>Takes down what was noticed of the letters of a post, and when.</summary>
    public void Examine(PostText post) =>
        Examine((post.Cut ? TextDamages.Cut : 0) | (post.OtherEncoding ? TextDamages.OtherEncoding : 0) | TextDamage.LeftOutOf(post.Text));

    /// <summary>Takes down what was noticed of its letters, and when.</summary>
    public void Examine(TextDamages found)
    {
        // � stands where bytes could not be read: that is told as what it is.
        var told = _damagedAt.ContainsKey(TextDamages.OtherEncoding) || found.HasFlag(TextDamages.OtherEncoding) ? found & ~TextDamages.Replaced : found;
        foreach (var damage in Enum.GetValues<TextDamages>().Where(damage => (told & damage) != 0))
        {
            _damagedAt = _damagedAt.SetItem(damage, time.GetUtcNow());
        }
    }

    /// <summary>Takes down the language that the software says its words are in; what it says of it once stands until it says another.</summary>
    public void Names(string? language)
    {
        if (!string.IsNullOrWhiteSpace(language))
        {
            OtherLanguage = LanguageTag.Normalize(language) is not { } tag ? language.Trim() : LanguageTag.IsSame(tag, source.Language) ? null : tag;
        }
    }

    private static LineCut CutOf(CaptionSource source, SessionLimits limits) =>
        (IPostReader.For(source.Protocol)?.Cut ?? LineCut.LongLines).AtMost(limits.LineLength);

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
