namespace LiveSession.Ingest.Live;

/// <summary>What a post is among those of its source.</summary>
public enum PostStanding
{
    /// <summary>The next one.</summary>
    New,

    /// <summary>One that was taken already and is sent again, because the answer was lost.</summary>
    Repeated,

    /// <summary>One that was taken already, sent again with more at its end.</summary>
    Extended,

    /// <summary>The next one, with posts missing before it.</summary>
    AfterGap,

    /// <summary>One of those that were missing.</summary>
    Late,

    /// <summary>The first of software that was started again and counts anew.</summary>
    Restarted,

    /// <summary>One that was being taken when this server ended: the record holds the lines it had finished.</summary>
    Resumed,
}

/// <summary>
/// Keeps the posts of a source apart by number and content. Posts without content are not counted: a heartbeat carries the number of the
/// post that follows it.
/// </summary>
public sealed class PostSequence
{
    private const int Remembered = 256;
    private const int InFlight = 32;

    // No software counts so far: it numbers its posts by the time, in seconds or parts of one since 1970.
    private const long FirstTime = 1_000_000_000;

    private readonly LinkedList<(long Number, string Hash)> _order = [];
    private readonly HashSet<(long Number, string Hash)> _taken = [];
    private readonly SortedSet<long> _missing = [];
    private long _gone;
    private string _lastText = "";
    private long? _first;
    private RecordedPost? _recorded;

    /// <summary>The last number taken; null before the first.</summary>
    public long? Last { get; private set; }

    /// <summary>How many posts are missing: those that may still come, and those that were given up. Software that numbers by the time misses none that we know of.</summary>
    public int MissingCount => (int)Math.Min(int.MaxValue, _gone + _missing.Count);

    /// <summary>How many lines of the post last taken the record held before, so that what is fresh of it comes after them.</summary>
    public int LinesRecorded { get; private set; }

    /// <summary>How many times the software was started again, as far as that shows: its numbers stand for other posts each time.</summary>
    public int Run { get; private set; }

    /// <summary>Takes a post in that was taken before this process began: the record knows it, and in which run of the software it came.</summary>
    public void Recall(long number, string hash, int run)
    {
        if (run != Run)
        {
            Forget();
            (Run, Last) = (run, null);
        }

        Remember(number, hash);
        _first ??= number;
        Last = Math.Max(Last ?? number, number);
    }

    /// <summary>Says what the record holds of the last post that left lines. Posts that left none may have been taken after it: they are not missed.</summary>
    public void Recall(RecordedPost last)
    {
        ArgumentNullException.ThrowIfNull(last);
        _recorded = last;
    }

    /// <summary>Whether a post was taken already, to its end: it costs nothing to hear it again.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="hash">The hash of its body.</param>
    public bool IsRepeated(long number, string hash) =>
        IsTaken(number, hash) && !(_recorded is { Whole: false } begun && (begun.Number, begun.Hash) == (number, hash));

    /// <summary>Says what a post is, and counts it.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="hash">The hash of its body.</param>
    /// <param name="text">Its text, to see whether it is an earlier one with more at its end.</param>
    /// <param name="fresh">What of the text was not taken before.</param>
    public PostStanding Take(long number, string hash, string text, out string fresh)
    {
        ArgumentNullException.ThrowIfNull(text);
        (fresh, LinesRecorded) = ("", 0);
        var recorded = _recorded;
        if (IsRepeated(number, hash))
        {
            return PostStanding.Repeated;
        }

        if (recorded is { } begun && IsTaken(number, hash))
        {
            fresh = text[Continuation.Of(begun.Words, text)..];
            LinesRecorded = fresh.Length < text.Length ? begun.Lines : 0;
            (_recorded, _lastText) = (null, text);
            return PostStanding.Resumed;
        }

        var standing = StandingOf(number, text);
        _recorded = null;
        if (standing is PostStanding.Restarted)
        {
            // What comes now may be what came with these numbers before, word for word: it is said again.
            Forget();
            Run++;
        }

        _first ??= number;
        fresh = standing is not PostStanding.Extended ? text : text[(recorded is null ? _lastText.Length : Continuation.Of(recorded.Words, text))..];
        Remember(number, hash);
        _missing.Remove(number);
        if (standing is PostStanding.AfterGap)
        {
            Miss(Last!.Value + 1, number);
        }

        if (standing is not PostStanding.Late)
        {
            (Last, _lastText) = (number, text);
        }

        return standing;
    }

    // What is far behind will not come any more, and would be taken for software that was started again.
    private void Miss(long first, long number)
    {
        var oldest = number - Remembered;
        _gone += Math.Max(0, oldest - first);
        for (var missing = Math.Max(first, oldest); missing < number; missing++)
        {
            _missing.Add(missing);
        }

        _gone += _missing.RemoveWhere(missing => missing < oldest);
    }

    // The first number of the run, or one far behind, when others have followed: it was started again, even if it begins with the same words.
    // Software waits for its answer before it goes on, so that what it sends again is its latest post, or one of those under way.
    // A time does not begin again.
    private bool IsBegunAgain(long number) => number < FirstTime && (number <= Last - InFlight || (number == _first && number < Last - 1));

    private bool IsTaken(long number, string hash) => _taken.Contains((number, hash)) && !IsBegunAgain(number);

    private void Forget()
    {
        _taken.Clear();
        _order.Clear();
        _missing.Clear();
        (_gone, _first) = (0, null);
    }

    private PostStanding StandingOf(long number, string text) =>
        Last is not { } last || (_recorded is not null && number > last) ? PostStanding.New
        : number == last && _recorded?.Number == last && Continuation.Of(_recorded.Words, text) > 0 ? PostStanding.Extended
        : number == last && _lastText.Length > 0 && text.StartsWith(_lastText, StringComparison.Ordinal) ? PostStanding.Extended
        : number == last + 1 ? PostStanding.New
        : _missing.Contains(number) ? PostStanding.Late
        : number >= FirstTime ? number > last ? PostStanding.New : PostStanding.Late
        : number > last ? PostStanding.AfterGap
        : PostStanding.Restarted;

    private void Remember(long number, string hash)
    {
        if (_taken.Add((number, hash)))
        {
            _order.AddLast((number, hash));
        }

        if (_order.Count > Remembered)
        {
            _taken.Remove(_order.First!.Value);
            _order.RemoveFirst();
        }
    }
}
