using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.Entities;

/// <summary>
/// What can be named in a meeting: its people, delegations (by the names the United Nations use, in six languages) and bodies. Names are found as whole
/// words; where a script has capitals, a name must have them too, so that <c>chad</c> and <c>us</c> are no countries.
/// </summary>
public sealed class Gazetteer
{
    // Written into the word that follows, in Arabic: and, by, for, as, so, and the article.
    private static readonly string[] ArabicOpenings = ["و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال", "بال", "فال", "كال"];

    private readonly Dictionary<string, List<Entry>> _byFirstWord = [];
    private readonly HashSet<string> _people = [];

    private Gazetteer()
    {
    }

    /// <summary>Delegations and bodies alone.</summary>
    public static Gazetteer Common { get; } = CreateCommon();

    /// <summary>With the people who take part.</summary>
    /// <param name="people">Names, as the roster has them.</param>
    public static Gazetteer With(IEnumerable<string> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var gazetteer = new Gazetteer();
        foreach (var (first, entries) in Common._byFirstWord)
        {
            gazetteer._byFirstWord[first] = [.. entries];
        }

        foreach (var person in people.Where(person => !string.IsNullOrWhiteSpace(person)))
        {
            gazetteer.AddPerson(person.Trim());
        }

        return gazetteer;
    }

    /// <summary>Whether a word, folded, belongs to the name of somebody who takes part.</summary>
    internal bool IsNameOfPerson(string folded) => _people.Contains(folded);

    internal IEnumerable<NamedEntity> Find(string text)
    {
        var tokens = Tokens.Of(text);
        for (var at = 0; at < tokens.Count;)
        {
            if (Longest(text, tokens, at) is not ({ } entry, var offset))
            {
                at++;
                continue;
            }

            var last = tokens[at + entry.Words.Length - 1];
            var length = last.End - offset - (entry.Words[^1] == last.Folded ? 0 : Possessive(last.Folded));
            yield return new NamedEntity(text.Substring(offset, length), entry.Category, offset, length, entry.Confidence)
            {
                Key = entry.Key,
                Name = entry.Name,
                Link = entry.Link,
            };
            at += entry.Words.Length;
        }
    }

    private (Entry? Entry, int Offset) Longest(string text, List<Token> tokens, int at)
    {
        foreach (var (opening, first) in FirstWords(tokens[at].Folded))
        {
            var entry = _byFirstWord.GetValueOrDefault(first)?
                .Where(entry => Matches(text, tokens, at, entry))
                .MaxBy(entry => entry.Words.Length);
            if (entry is not null)
            {
                return (entry, tokens[at].Offset + opening);
            }
        }

        return (null, 0);
    }

    private static IEnumerable<(int Opening, string Word)> FirstWords(string folded)
    {
        yield return (0, folded);
        if (Possessive(folded) is > 0 and var ending)
        {
            yield return (0, folded[..^ending]);
        }

        // l'Assemblée, d'Égypte: the article is no part of the name.
        var apostrophe = folded.IndexOf('\'', StringComparison.Ordinal);
        if (apostrophe is > 0 and < 3 && apostrophe + 1 < folded.Length)
        {
            yield return (apostrophe + 1, folded[(apostrophe + 1)..]);
        }

        if (folded[0] is >= '\u0600' and <= '\u06FF')
        {
            foreach (var opening in ArabicOpenings.Where(opening => folded.Length > opening.Length + 2 && folded.StartsWith(opening, StringComparison.Ordinal)))
            {
                yield return (opening.Length, folded[opening.Length..]);
            }
        }
    }

    private static int Possessive(string folded) => folded.EndsWith("'s", StringComparison.Ordinal) ? 2 : folded.EndsWith("s'", StringComparison.Ordinal) ? 1 : 0;

    private static bool Matches(string text, List<Token> tokens, int at, Entry entry)
    {
        if (at + entry.Words.Length > tokens.Count)
        {
            return false;
        }

        for (var i = 0; i < entry.Words.Length; i++)
        {
            var token = tokens[at + i];
            var written = entry.Words[i];
            if ((i > 0 && (token.AfterBreak || !Same(token.Folded, written, entry))) || (entry.Cased[i] && !IsCapital(token.Text)))
            {
                return false;
            }

            // Short forms in capitals are written so: WHO is a body, "Who" a question.
            if (entry.IsAcronym && token.Text.Length >= written.Length && token.Text.Where(char.IsLetter).Take(written.Length).Any(char.IsLower))
            {
                return false;
            }
        }

        return !entry.IsIdeographs || text.AsSpan(tokens[at].Offset).StartsWith(entry.Written, StringComparison.Ordinal);
    }

    private static bool Same(string folded, string written, Entry entry) =>
        folded == written
        || (Possessive(folded) is > 0 and var ending && folded[..^ending] == written)
        || (entry.IsArabic && folded is ['ا', 'ل', ..] && folded[2..] == written);

    // l’Égypte: the capital stands after the article.
    private static bool IsCapital(string word)
    {
        var apostrophe = word.IndexOfAny(['\'', '’']);
        return char.IsUpper(word[0]) || char.IsDigit(word[0]) || (apostrophe is > 0 and < 3 && apostrophe + 1 < word.Length && char.IsUpper(word[apostrophe + 1]));
    }

    private void AddPerson(string person)
    {
        Add(new Entry(person, "Person", person, person, null, 0.9));
        var words = Tokens.Of(person);
        foreach (var word in words)
        {
            _people.Add(word.Folded);
        }

        // People are called by their family name: in capitals where the roster has it so, else the last word of two or more.
        var family = words.Where(word => word.Text.Length > 2 && word.Text.All(char.IsUpper)).Select(word => word.Text).ToList();
        var called = family.Count is > 0 && family.Count < words.Count ? string.Join(' ', family) : words.Count > 1 ? words[^1].Text : "";
        if (called.Length > 3 && words.Count < 5)
        {
            Add(new Entry(called, "Person", person, person, null, 0.6));
        }
    }

    private void Add(Entry entry)
    {
        if (entry.Words.Length == 0)
        {
            return;
        }

        var first = entry.Words[0];
        if (!_byFirstWord.TryGetValue(first, out var entries))
        {
            _byFirstWord[first] = entries = [];
        }

        entries.Add(entry);
    }

    private static Gazetteer CreateCommon()
    {
        var common = new Gazetteer();
        foreach (var cells in Resource.Lines("delegations.txt").Select(line => line.Split(';')))
        {
            var shown = cells[1].Split('|')[0];
            foreach (var name in cells.Skip(1).SelectMany(cell => cell.Split('|')).Distinct())
            {
                common.Add(new Entry(name, "Delegation", cells[0], shown, null, 0.9));
            }
        }

        foreach (var cells in Resource.Lines("bodies.txt").Select(line => line.Split(';')))
        {
            var names = cells[2].Split('|');
            var link = cells[1].Length > 0 ? new Uri(cells[1]) : null;
            foreach (var name in names.Distinct())
            {
                common.Add(new Entry(name, "Organization", cells[0], names[0], link, 0.9));
            }
        }

        return common;
    }

    private sealed class Entry
    {
        public Entry(string written, string category, string key, string name, Uri? link, double confidence)
        {
            (Written, Category, Key, Name, Link, Confidence) = (written, category, key, name, link, confidence);
            var words = Tokens.Of(written);
            Words = [.. words.Select(word => word.Folded)];
            Cased = [.. words.Select(word => char.IsUpper(word.Text[0]))];
            IsArabic = written.Length > 0 && written[0] is >= '\u0600' and <= '\u06FF';
            IsIdeographs = words.Count > 0 && Tokens.IsIdeograph(System.Text.Rune.GetRuneAt(written, words[0].Offset));
            IsAcronym = words is [{ Text.Length: > 1 } only] && only.Text.Where(char.IsLetter).All(char.IsUpper);
        }

        public string Written { get; }

        public string Category { get; }

        public string Key { get; }

        public string Name { get; }

        public Uri? Link { get; }

        public double Confidence { get; }

        public string[] Words { get; }

        public bool[] Cased { get; }

        public bool IsArabic { get; }

        public bool IsIdeographs { get; }

        public bool IsAcronym { get; }
    }
}
