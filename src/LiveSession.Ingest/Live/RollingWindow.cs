namespace LiveSession.Ingest.Live;

/// <summary>
/// Finds what is new in a post. Some software sends a stream, each post going on where the last ended; some sends what stands on its
/// screen, the lines before included. The first keeps white space at its seams, the second does not and begins with words already sent.
/// </summary>
internal sealed class RollingWindow
{
    private const int FewestWords = 2;

    private string _before = "";
    private bool _rolls;
    private bool _streams;
    private bool _letters;

    /// <summary>The edits that bring what was sent before up to what this post says.</summary>
    public IReadOnlyList<SourceEdit> Read(string text)
    {
        var before = _before;
        _before = text;
        if (before.Length == 0 || text.Length == 0)
        {
            return StreamEdits.Of(text);
        }

        if (IsOpen(before[^1]) || IsOpen(text[0]))
        {
            (_streams, _rolls) = (true, false);
            return StreamEdits.Of(text);
        }

        // Two single letters in a row are letters as they are typed: no two words are that short.
        _letters = IsLetter(text) && (_letters || IsLetter(before));
        if (_letters)
        {
            return StreamEdits.Of(text);
        }

        if (!_streams && Overlap(before, text) is { } overlap)
        {
            _rolls = true;
            return overlap;
        }

        // Posts that neither keep their seams nor repeat themselves are phrases: they stand apart.
        return StreamEdits.Of(_streams ? text : (_rolls ? "\n" : " ") + text);
    }

    private List<SourceEdit>? Overlap(string before, string text)
    {
        for (var start = 0; start >= 0 && start < before.Length; start = NextStart(before, start))
        {
            var tail = before[start..];
            var words = CountWords(tail);
            if (text.StartsWith(tail, StringComparison.Ordinal) && (words >= FewestWords || _rolls || tail.Contains('\n', StringComparison.Ordinal)))
            {
                // A word that goes on at the seam was growing; the rest is simply new.
                return [.. StreamEdits.Of(text[tail.Length..])];
            }

            if (Revised(tail, text) is { } revised)
            {
                return revised;
            }
        }

        return null;
    }

    // The last line may have been changed: all lines before it stand, or it begins with the same words.
    private List<SourceEdit>? Revised(string tail, string text)
    {
        var lines = tail.LastIndexOf('\n') + 1;
        var same = tail.AsSpan().CommonPrefixLength(text);
        var enough = same >= lines && (lines > 0 || (_rolls && CountWords(tail[..same]) > FewestWords));
        return enough ? [new SourceEdit.Erase(CodePoints(tail[same..])), .. StreamEdits.Of(text[same..])] : null;
    }

    // Not yet known as rolling, a window begins with a whole line; afterwards its lines may have been broken anew.
    private int NextStart(string before, int start)
    {
        var next = before.AsSpan(start).IndexOfAny(_rolls ? [' ', '\n', '\r'] : ['\n', '\r']);
        return next < 0 ? -1 : start + next + 1;
    }

    private static bool IsLetter(string text) => text.Length <= 2 && CodePoints(text) == 1;

    private static bool IsOpen(char letter) => char.IsWhiteSpace(letter) || letter == '\b';

    private static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static int CodePoints(string text) => text.EnumerateRunes().Count(rune => rune.Value != '\r');
}
