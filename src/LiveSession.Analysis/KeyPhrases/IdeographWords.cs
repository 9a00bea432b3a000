using System.Collections.Frozen;
using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.KeyPhrases;

/// <summary>
/// Words of a script that writes none: characters that follow each other often enough in this very text, cut at the stop words. Two characters are the
/// usual length of a Chinese word; runs that return whole are kept whole.
/// </summary>
internal static class IdeographWords
{
    private const int LongestStop = 4;

    public static List<Token> Of(string text, TextSpan span, FrozenSet<string> stops)
    {
        var words = new List<Token>();
        var run = new List<Token>();
        var tokens = Tokens.Of(text, span);
        for (var i = 0; i < tokens.Count; i++)
        {
            var stop = StopAt(tokens, i, stops);
            if (tokens[i].AfterBreak || stop > 0 || tokens[i].Text.Length > 1 || run.Count > 0 && run[^1].End != tokens[i].Offset)
            {
                Flush(text, run, words);
            }

            if (stop > 0)
            {
                words.Add(Joined(text, tokens.GetRange(i, stop)));
                i += stop - 1;
            }
            else if (tokens[i].Text.Length > 1)
            {
                words.Add(tokens[i]);
            }
            else
            {
                run.Add(tokens[i]);
            }
        }

        Flush(text, run, words);
        return words;
    }

    private static int StopAt(List<Token> tokens, int at, FrozenSet<string> stops)
    {
        for (var length = Math.Min(LongestStop, tokens.Count - at); length > 0; length--)
        {
            if (stops.Contains(string.Concat(tokens.GetRange(at, length).Select(token => token.Text))))
            {
                return length;
            }
        }

        return 0;
    }

    // Pairs; the odd one out goes with the last.
    private static void Flush(string text, List<Token> run, List<Token> words)
    {
        for (var at = 0; at < run.Count; at += 2)
        {
            var length = run.Count - at == 3 ? 3 : Math.Min(2, run.Count - at);
            words.Add(Joined(text, run.GetRange(at, length)));
            at += length - 2;
        }

        run.Clear();
    }

    private static Token Joined(string text, List<Token> run)
    {
        var word = text[run[0].Offset..run[^1].End];
        return new Token(word, Tokens.Fold(word), run[0].Offset, run[0].AfterBreak);
    }
}
