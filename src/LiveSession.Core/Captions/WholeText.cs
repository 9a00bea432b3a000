using System.Globalization;

namespace LiveSession.Core.Captions;

/// <summary>Parts of a text that hold whole characters as people see them: no emoji, flag or letter with its accents is cut in two.</summary>
public static class WholeText
{
    /// <summary>How much of a text to give when there is room for so many UTF-16 units: to the last word's end where there is a choice, and never nothing.</summary>
    public static int StartOf(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= most)
        {
            return text.Length;
        }

        var (end, word) = (0, 0);
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text.AsSpan(end));
            if (next > most)
            {
                // A character larger than the room goes as it is: the reader would ask for it for ever.
                return word > most / 2 ? word : end > 0 ? end : next;
            }

            word = char.IsWhiteSpace(text[end]) ? next : word;
            end = next;
        }

        return end;
    }

    /// <summary>The end of a text, at most so many UTF-16 units.</summary>
    public static string EndOf(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = 0;
        while (text.Length - start > most)
        {
            start += StringInfo.GetNextTextElementLength(text.AsSpan(start));
        }

        return text[start..];
    }
}
