namespace LiveSession.Analysis.Text;

/// <summary>Where sentences end, in the scripts of the six official languages.</summary>
internal static class Sentences
{
    private static readonly ImmutableHashSet<string> Abbreviations = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "mr", "mrs", "ms", "dr", "prof", "st", "no", "art", "vs", "e.g", "i.e", "etc", "hon", "rev", "add", "corr", "para", "paras", "vol", "cf", "al",
        "m", "mm", "mme", "mlle", "sr", "sra", "srta", "ud", "uds", "av", "p", "pp", "г", "гг", "стр", "т.е", "т.д", "ст", "им");

    /// <summary>The sentences of a text: together they cover all of it but the white space between them.</summary>
    public static List<TextSpan> Of(string text)
    {
        var sentences = new List<TextSpan>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!Ends(text, at))
            {
                continue;
            }

            var end = at + 1;
            while (end < text.Length && text[end] is '.' or '!' or '?' or '…' or '"' or '”' or '’' or '»' or ')' or '」' or '』' or '。' or '！' or '？')
            {
                end++;
            }

            Add(sentences, text, start, end);
            start = end;
            at = end - 1;
        }

        Add(sentences, text, start, text.Length);
        return sentences;
    }

    private static bool Ends(string text, int at) => text[at] switch
    {
        '\n' or '。' or '！' or '？' or '؟' or '۔' => true,
        '!' or '?' or '…' => Closes(text, at),
        '.' => Closes(text, at) && !IsAbbreviation(text, at),
        _ => false,
    };

    // A full stop inside of a number, an address or a symbol ends nothing; one at the end of the text does.
    private static bool Closes(string text, int at)
    {
        var next = at + 1;
        while (next < text.Length && text[next] is '.' or '!' or '?' or '…' or '"' or '”' or '’' or '»' or ')')
        {
            next++;
        }

        return next >= text.Length || char.IsWhiteSpace(text[next]) || Tokens.IsIdeograph(new System.Text.Rune(char.IsSurrogate(text[next]) ? 'a' : text[next]));
    }

    private static bool IsAbbreviation(string text, int at)
    {
        var start = at;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var word = text.AsSpan(start, at - start);
        // "J. Smith": one capital letter is an initial, but "plan B." at the end of a text is a sentence. "The U.N. says" goes on in small letters.
        return (word.Length == 1 && char.IsUpper(word[0]) && at + 1 < text.Length)
            || (word.Contains('.') && at + 2 < text.Length && char.IsLower(text[at + 2]))
            || Abbreviations.Contains(word.ToString());
    }

    private static void Add(List<TextSpan> sentences, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            sentences.Add(new TextSpan(start, end - start));
        }
    }
}
