using System.Collections.Frozen;
using System.Text;
using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.KeyPhrases;

/// <summary>
/// Key phrases of one text from the text alone: YAKE (Campos, Mangaravite, Pasquali, Jorge, Nunes, Jatowt: Information Sciences 509, 2020). A word is
/// the more telling the more often it is capitalised, the earlier and the more often it occurs, in the more sentences, and the fewer different
/// neighbours it has. Tuned for meetings: the words of the floor are stop words, names of speakers are left out, phrases of one stem are one phrase,
/// and long ones are taken apart no further than their best form.
/// </summary>
internal sealed class Yake
{
    private const int LongestPhrase = 3;

    private readonly Dictionary<string, Word> _words = [];
    private readonly Dictionary<string, Candidate> _candidates = [];
    private readonly FrozenSet<string> _stops;
    private readonly string _language;
    private readonly bool _ideographs;
    private readonly Func<string, bool> _isName;
    private int _sentences;

    private Yake(string language, bool ideographs, Func<string, bool> isName)
    {
        (_language, _ideographs, _isName) = (language, ideographs, isName);
        _stops = StopWords.Of(language);
    }

    /// <summary>The phrases, the most telling first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">The language it is in.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="isName">Whether a word, folded, is the name of somebody who takes part.</param>
    public static ImmutableArray<string> Extract(string text, string? language, int most, Func<string, bool>? isName = null)
    {
        var primary = StopWords.Primary(language);
        var yake = new Yake(primary, primary is "zh" or "ja", isName ?? (_ => false));
        foreach (var sentence in Sentences.Of(text))
        {
            yake.Read(text, sentence);
        }

        return yake.Best(most);
    }

    private void Read(string text, TextSpan sentence)
    {
        var tokens = _ideographs ? IdeographWords.Of(text, sentence, _stops) : Tokens.Of(text, sentence);
        Token? before = null;
        for (var i = 0; i < tokens.Count; i++)
        {
            var word = WordOf(tokens[i]);
            word.Count(_sentences, IsUpper(tokens[i], i == 0), IsAcronym(tokens[i]));
            if (before is { } left && !tokens[i].AfterBreak)
            {
                word.Left.Add(left.Folded);
                WordOf(left).Right.Add(tokens[i].Folded);
            }

            before = tokens[i];
            AddCandidates(tokens, i);
        }

        _sentences++;
    }

    // Every run of up to three words within a clause that neither begins nor ends with a stop word.
    private void AddCandidates(List<Token> tokens, int end)
    {
        if (IsDull(tokens[end]))
        {
            return;
        }

        for (var start = end; start > end - LongestPhrase && start >= 0; start--)
        {
            if (!IsDull(tokens[start]))
            {
                Add(tokens, start, end);
            }

            if (tokens[start].AfterBreak)
            {
                return;
            }
        }
    }

    private void Add(List<Token> tokens, int start, int end)
    {
        var phrase = tokens.GetRange(start, end - start + 1);
        var stem = Stem.OfPhrase(phrase, _language);
        if (!_candidates.TryGetValue(stem, out var candidate))
        {
            _candidates[stem] = candidate = new Candidate([.. phrase.Select(token => token.Folded)]);
        }

        candidate.Count(Written(phrase));
    }

    private string Written(List<Token> phrase)
    {
        if (_ideographs)
        {
            return string.Concat(phrase.Select(token => token.Text));
        }

        var words = new StringBuilder();
        foreach (var token in phrase)
        {
            words.Append(words.Length > 0 ? " " : "").Append(token.Text);
        }

        return words.ToString();
    }

    private ImmutableArray<string> Best(int most)
    {
        var telling = _words.Values.Where(word => !word.IsStop).ToList();
        if (telling.Count == 0)
        {
            return [];
        }

        var mean = telling.Average(word => word.Frequency);
        var deviation = Math.Sqrt(telling.Average(word => Math.Pow(word.Frequency - mean, 2)));
        var highest = _words.Values.Max(word => word.Frequency);
        foreach (var word in _words.Values)
        {
            word.Weigh(mean + deviation, highest, _sentences);
        }

        var chosen = new List<(string Text, HashSet<string> Stems)>();
        foreach (var candidate in _candidates.Values.OrderBy(Score).ThenBy(candidate => candidate.Text, StringComparer.Ordinal))
        {
            var stems = candidate.Words.Where(word => !_stops.Contains(word)).Select(word => Stem.Of(word, _language)).ToHashSet();
            // A phrase all of whose words stand in a better one says nothing new.
            if (!chosen.Exists(better => stems.IsSubsetOf(better.Stems)))
            {
                chosen.Add((candidate.Text, stems));
            }

            if (chosen.Count == most)
            {
                break;
            }
        }

        return [.. chosen.Select(phrase => phrase.Text)];
    }

    // S(kw) of the paper: the lower, the more telling. A stop word inside weighs by how firmly it binds its neighbours.
    private double Score(Candidate candidate)
    {
        var (product, sum) = (1.0, 0.0);
        for (var i = 0; i < candidate.Words.Length; i++)
        {
            var word = _words[candidate.Words[i]];
            if (!word.IsStop)
            {
                product *= word.Weight;
                sum += word.Weight;
                continue;
            }

            var bound = Bond(candidate.Words[i - 1], candidate.Words[i]) * Bond(candidate.Words[i], candidate.Words[i + 1]);
            product *= 1 + (1 - bound);
            sum -= 1 - bound;
        }

        return product / (candidate.Frequency * Math.Max(1 + sum, 0.05));
    }

    private double Bond(string left, string right) =>
        (double)_words[left].Right.Count(word => word == right) / Math.Max(_words[left].Frequency, _words[right].Frequency);

    private Word WordOf(Token token)
    {
        if (!_words.TryGetValue(token.Folded, out var word))
        {
            _words[token.Folded] = word = new Word(IsDull(token));
        }

        return word;
    }

    private bool IsDull(Token token) =>
        token.Folded.Length < (_ideographs ? 2 : 3) && !IsAcronym(token) || token.IsNumber || IsStop(token.Folded) || _isName(token.Folded);

    private bool IsStop(string folded)
    {
        if (_stops.Contains(folded))
        {
            return true;
        }

        // l'article: what follows the elision decides. man's: what stands before the ending.
        var apostrophe = folded.IndexOf('\'', StringComparison.Ordinal);
        return apostrophe > 0 && (_language is "fr" ? apostrophe < 4 && IsStop(folded[(apostrophe + 1)..]) : _stops.Contains(folded[..apostrophe]));
    }

    private static bool IsAcronym(Token token) => token.Text.Length > 1 && token.Text.All(char.IsUpper);

    private static bool IsUpper(Token token, bool first) => !first && char.IsUpper(token.Text[0]);

    private sealed class Candidate(string[] words)
    {
        private readonly Dictionary<string, int> _forms = [];

        public string[] Words { get; } = words;

        public int Frequency { get; private set; }

        /// <summary>The form it is written in most often; the first of those.</summary>
        public string Text => _forms.MaxBy(form => form.Value).Key;

        public void Count(string form)
        {
            Frequency++;
            _forms[form] = _forms.GetValueOrDefault(form) + 1;
        }
    }

    private sealed class Word(bool isStop)
    {
        private readonly List<int> _seenIn = [];
        private int _upper;
        private int _acronym;

        public bool IsStop { get; } = isStop;

        public int Frequency { get; private set; }

        public double Weight { get; private set; }

        public List<string> Left { get; } = [];

        public List<string> Right { get; } = [];

        public void Count(int sentence, bool upper, bool acronym)
        {
            Frequency++;
            _upper += upper ? 1 : 0;
            _acronym += acronym ? 1 : 0;
            _seenIn.Add(sentence);
        }

        // S(t) of the paper, from its five features.
        public void Weigh(double usual, int highest, int sentences)
        {
            var casing = Math.Max(_upper, _acronym) / (1 + Math.Log(Frequency));
            var position = Math.Log(Math.Log(3 + _seenIn[_seenIn.Count / 2]));
            var frequency = Frequency / usual;
            var related = 1 + (Dispersion(Left) + Dispersion(Right)) * Frequency / highest;
            var spread = (double)_seenIn.Distinct().Count() / sentences;
            Weight = related * position / (casing + frequency / related + spread / related);
        }

        private static double Dispersion(List<string> neighbours) => neighbours.Count == 0 ? 0 : (double)neighbours.Distinct().Count() / neighbours.Count;
    }
}
