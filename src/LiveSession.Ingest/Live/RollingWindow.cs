using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Ingest.Live.EbuTt;

namespace LiveSession.Ingest.Live;

/// <summary>
/// Finds what is new in a post. Some software sends a stream, each post going on where the last ended; some sends what stands on its
/// screen, the lines before included. The first keeps white space at its seams, the second begins with words already sent. A window is laid
/// over the words written lately, wherever it begins: it may have moved on by many words, reach further back than the one before, or begin
/// in the middle of a word.
/// </summary>
internal sealed class RollingWindow
{
    // By weight, in which a word counts two.
    private const int OneWord = 2;
    private const int FewWords = 4;
    private const int SomeWords = 6;
    private const int ManyWords = 8;

    // How many times as much must stand as has changed.
    private const int MuchMore = 4;

    private const int Reach = 1_000;

    private string _written = "";
    private string _before = "";
    private string? _first;
    private int _windowStart;
    private bool _rolls;
    private bool _rolled;
    private bool _moved;
    private bool _streams;
    private bool _letters;

    /// <summary>Whether posts are windows, as far as they have shown it.</summary>
    public bool Rolls => _rolls;

    /// <summary>Takes in what was written before this process began. A window shows two lines at least; a stream stands where its last line ends.</summary>
    public void Recall(IReadOnlyList<RecordedLine> lines, bool rolls)
    {
        var written = RecordedLine.AsWritten(lines).Zip(lines, (text, line) => text + (line.Typed ? "\n" : "")).ToList();
        Write(string.Concat(written), 0);
        (_rolls, _rolled, _moved) = (rolls, rolls, rolls);
        _before = written.LastOrDefault() ?? "";
        _windowStart = Math.Max(0, _written.Length - written.TakeLast(rolls ? 2 : 1).Sum(line => line.Length));
    }

    /// <summary>The same, to see what a post would do.</summary>
    public RollingWindow Copy() => (RollingWindow)MemberwiseClone();

    /// <summary>The edits that bring what was sent before up to what this post says.</summary>
    public IReadOnlyList<SourceEdit> Read(string text)
    {
        text = Printed(text);
        var before = _before;
        _before = text;
        if (before.Length == 0 || text.Length == 0)
        {
            _first ??= _written.Length == 0 && text.Length > 0 ? text : null;
            return Typed(text);
        }

        // Two single letters in a row are letters as they are typed: no two words are that short.
        _letters = IsLetter(text) && (_letters || IsLetter(before));
        if (_letters)
        {
            return Typed(text);
        }

        var open = IsOpen(before[^1]) || IsOpen(text[0]) || text[^1] is ' ' or '\t';
        if (!text.Contains('\b', StringComparison.Ordinal) && Overlap(text, open) is { } overlap)
        {
            // One word that comes again says little: whether it is a window, its next post tells.
            var known = _rolls || overlap.Weight >= FewWords;
            (_rolls, _rolled, _streams, _moved) = (known, known || _rolled, false, true);
            return Moved(text, overlap);
        }

        _moved = false;
        if (open)
        {
            (_streams, _rolls) = (true, false);
        }

        // Posts that neither keep their seams nor repeat themselves are phrases: they stand apart.
        return Typed(_streams ? text : (_rolls ? "\n" : Seam.Before(Seam.EndOf(before), text)) + text);
    }

    // The most that both say, less what would have been said wrongly; of two that say as much, the one further back.
    private WindowOverlap? Overlap(string text, bool open)
    {
        var (written, window) = (WindowWord.Of(_written), WindowWord.Of(text));
        var start = 0;
        while (start < written.Count && written[start].End <= _windowStart)
        {
            start++;
        }

        WindowOverlap? best = null;
        for (var at = 0; at < written.Count && window.Count > 0; at++)
        {
            if (WindowOverlap.Lay(at, written, window) is { } found && IsMeant(found, written, window, start, text, open)
                && (best is not { } other || found.Weight - found.Lost > other.Weight - other.Lost))
            {
                best = found;
            }
        }

        return best;
    }

    private bool IsMeant(WindowOverlap found, IReadOnlyList<WindowWord> written, IReadOnlyList<WindowWord> window, int start, string text, bool open)
    {
        if (found.Lost > 0)
        {
            return !open && found.At >= start && IsRevised(found, written, window, start);
        }

        // Whoever says thank you twice has said it twice: only a window that was seen to move stands still.
        if (!_moved && text.AsSpan(found.New).IsWhiteSpace())
        {
            return false;
        }

        // What repeats a line of a stream is said twice, unless there is much of it and more comes after; software known to roll has said it once.
        if (open && !_rolls)
        {
            return StartsLine(found.At, written, start) && found.Weight >= (_rolled ? FewWords : ManyWords) && text.AsSpan(found.New).ContainsAnyExcept(" \n\t");
        }

        return found.Weight >= Least(found, written, window, start) && (!open || found.Weight >= FewWords || found.New >= text.TrimEnd().Length);
    }

    private int Least(WindowOverlap found, IReadOnlyList<WindowWord> written, IReadOnlyList<WindowWord> window, int start) =>
        found.Begun ? (_rolls ? FewWords : SomeWords)
        : _rolls && found.At >= start ? OneWord / 2
        : found.At < start ? SomeWords
        : StartsLine(found.At, written, start)
            ? (_written.AsSpan(written[found.At].Start).Contains('\n') || IsFirstGrown(written, window) ? OneWord / 2 : FewWords)
        // Windows of so many words move on by one.
        : written.Count - start == window.Count && found.At == start + 1 ? FewWords
        : SomeWords;

    // The first post of all, one word, comes again with more behind it in the same line. Whoever says no, and then no no, has said it three times.
    private bool IsFirstGrown(IReadOnlyList<WindowWord> written, IReadOnlyList<WindowWord> window) =>
        _written == _first && written.Count == 1 && window.Count > 1
        && Bare(window[0].Text) == Bare(written[0].Text)
        && !window.Skip(1).Any(word => Bare(word.Text).Equals(Bare(written[0].Text), StringComparison.OrdinalIgnoreCase));

    private static string Bare(string word) => word.TrimEnd('.', ',', ';', ':', '!', '?', '\u2026');

    // The last line may have been changed: all lines before it stand. Of a single line, only what a window has been seen to say may change in it,
    // little of much, and not once a sentence has ended: the delegates of a roll call are named in the same words. In doubt it is new: a word said
    // twice in the record is seen and corrected, one that took another's place is lost.
    private bool IsRevised(WindowOverlap found, IReadOnlyList<WindowWord> written, IReadOnlyList<WindowWord> window, int start)
    {
        var line = _written.LastIndexOf('\n') + 1;
        if (line > _windowStart && found.Same >= line - 1 && found.At >= start)
        {
            return true;
        }

        if (!_rolls || !_moved || found.Weight <= FewWords)
        {
            return false;
        }

        var same = 0;
        while (found.At + same < written.Count && written[found.At + same].End <= found.Same)
        {
            same++;
        }

        List<string> before = [.. written.Skip(found.At + same).Select(word => word.Text)];
        return (found.Weight >= MuchMore * found.Lost && !before.Exists(word => LineCut.IsEnd(word[^1])))
            || RowMatch.OnlyMisprintsDiffer(before, [.. window.Skip(same).Select(word => word.Text)]);
    }

    private bool StartsLine(int at, IReadOnlyList<WindowWord> written, int start) =>
        at == start || (at > start && _written.AsSpan(written[at - 1].End, written[at].Start - written[at - 1].End).Contains('\n'));

    private List<SourceEdit> Moved(string text, WindowOverlap overlap)
    {
        var (written, window) = (WindowWord.Of(_written), WindowWord.Of(text));
        var (kept, fresh) = (overlap.Same, overlap.New);
        if (overlap.Lost > 0)
        {
            // What follows the last word both have may begin alike too.
            var alike = _written.AsSpan(kept).CommonPrefixLength(text.AsSpan(fresh));
            alike -= alike > 0 && char.IsHighSurrogate(_written[kept + alike - 1]) ? 1 : 0;
            (kept, fresh) = (kept + alike, fresh + alike);
        }
        else
        {
            // White space is there already.
            var open = _written.AsSpan(kept).Length;
            kept = _written.Length;
            fresh += open == 0 ? 0 : text.AsSpan(fresh).CommonPrefixLength(_written.AsSpan(overlap.Same));
        }

        var windowStart = written[overlap.At].End - window[0].Text.Length;
        var erased = CaptionText.CodePoints(_written.AsSpan(kept));
        IReadOnlyList<SourceEdit> typed = StreamEdits.Of(text[fresh..]);
        Write(_written[..kept] + text[fresh..], Math.Max(0, overlap.Begun ? windowStart : written[overlap.At].Start));
        return erased > 0 ? [new SourceEdit.Erase(erased), .. typed] : [.. typed];
    }

    private IReadOnlyList<SourceEdit> Typed(string text)
    {
        var start = _written.Length + text.Length - text.TrimStart().Length;
        Write(text.Contains('\b', StringComparison.Ordinal) ? Erased(_written + text) : _written + text, start);
        return StreamEdits.Of(text);
    }

    private void Write(string written, int windowStart)
    {
        var over = Math.Max(0, written.Length - Reach);
        over += over > 0 && over < written.Length && char.IsLowSurrogate(written[over]) ? 1 : 0;
        (_written, _windowStart) = (written[over..], Math.Max(0, windowStart - over));
    }

    // As it comes into the lines: there is nothing else to erase.
    private static string Printed(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").Where(letter => letter is '\n' or '\t' or '\b' || (!char.IsControl(letter) && letter != '\uFEFF')));

    private static string Erased(string text)
    {
        var left = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter != '\b')
            {
                left.Append(letter);
            }
            else
            {
                CaptionText.EraseLast(left);
            }
        }

        return left.ToString();
    }

    private static bool IsLetter(string text) => text.Length <= 2 && CaptionText.CodePoints(text) == 1 && Seam.EndOf(text) is { } letter && !Seam.IsUnspaced(letter);

    private static bool IsOpen(char letter) => char.IsWhiteSpace(letter) || letter == '\b';
}
