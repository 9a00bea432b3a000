using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>A word of a text and where it stands; in scripts without spaces, each letter by itself.</summary>
/// <param name="Text">The word.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Weight">How much it says that two texts share it: 2, and 1 for a single letter of a script without spaces.</param>
internal readonly record struct WindowWord(string Text, int Start, int Weight)
{
    public int End => Start + Text.Length;

    /// <summary>The words of a text, in order.</summary>
    public static IReadOnlyList<WindowWord> Of(string text)
    {
        var (words, start, index) = (new List<WindowWord>(), -1, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var alone = Seam.IsUnspaced(rune);
            if (start >= 0 && (alone || Rune.IsWhiteSpace(rune)))
            {
                words.Add(new(text[start..index], start, 2));
                start = -1;
            }

            if (alone && !Rune.IsWhiteSpace(rune))
            {
                words.Add(new(text.Substring(index, rune.Utf16SequenceLength), index, 1));
            }
            else if (start < 0 && !Rune.IsWhiteSpace(rune))
            {
                start = index;
            }

            index += rune.Utf16SequenceLength;
        }

        if (start >= 0)
        {
            words.Add(new(text[start..], start, 2));
        }

        return words;
    }
}
