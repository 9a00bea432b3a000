using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>Where a stream of words without line breaks is cut: after a sentence, else at the last space before it gets too long.</summary>
/// <param name="Longest">The longest line, in UTF-16 units.</param>
/// <param name="Sentences">Whether a sentence ends a line.</param>
public sealed record LineCut(int Longest, bool Sentences)
{
    // A full stop after one of these is no end: a name or a number follows.
    private static readonly ImmutableHashSet<string> Abbreviations = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Hon", "Amb", "Gen", "Col", "St", "MM", "Mme", "Mlle", "Sr", "Sra", "Srta", "Dra", "Srs",
        "para", "paras", "art", "arts", "vol", "vs", "cf", "approx", "párr", "núm", "г-н", "г-жа", "см", "пп", "ст");

    /// <summary>For sources that mark their lines: only what is far too long is cut.</summary>
    public static LineCut LongLines { get; } = new(400, Sentences: false);

    /// <summary>For sources that send words.</summary>
    public static LineCut AtSentences { get; } = new(200, Sentences: true);

    /// <summary>The same, where lines may be no longer than so many UTF-16 units.</summary>
    public LineCut AtMost(int longest) => this with { Longest = Math.Min(Longest, longest) };

    /// <summary>How many lines edits finish, typed or cut.</summary>
    /// <param name="edits">The edits.</param>
    /// <param name="begun">What stands in the line already.</param>
    public int LinesIn(IEnumerable<SourceEdit> edits, string begun = "") =>
        new LineBuffer("", this).Apply(edits.Prepend(new SourceEdit.Insert(begun))).Count(change => change is LineChange.Finished);

    /// <summary>How much of a text is a line of its own; null while it goes on.</summary>
    public int? Of(StringBuilder text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var index = 1; Sentences && index < Math.Min(text.Length, Longest + 1); index++)
        {
            if ((char.IsWhiteSpace(text[index]) && IsEnd(text[index - 1]) && index > 2 && !IsAbbreviated(text, index - 1)) || IsFullWidthEnd(text[index - 1]))
            {
                return index;
            }
        }

        return text.Length > Longest ? LastSpace(text) : null;
    }

    private int LastSpace(StringBuilder text)
    {
        for (var index = Longest; index > Longest / 2; index--)
        {
            if (char.IsWhiteSpace(text[index]))
            {
                return index;
            }
        }

        return char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
    }

    /// <summary>Whether a sentence ends with this character, where a space follows.</summary>
    internal static bool IsEnd(char letter) => letter is '.' or '?' or '!' or '…' or '؟' or '۔' or '।';

    // Mr., para., an initial (J. Smith, M. le Président), letters that stand for words (U.S., H.E., e.g.).
    private static bool IsAbbreviated(StringBuilder text, int stop)
    {
        var begin = stop;
        while (begin > 0 && (char.IsLetter(text[begin - 1]) || text[begin - 1] is '.' or '-'))
        {
            begin--;
        }

        var word = text.ToString(begin, stop - begin);
        return text[stop] == '.' && (Abbreviations.Contains(word)
            || (word.Length > 0 && word.Split('.').All(letters => letters.Length == 1 && char.IsLetter(letters[0]) && letters[0] is not 'I')));
    }

    private static bool IsFullWidthEnd(char letter) => letter is '。' or '？' or '！';
}
