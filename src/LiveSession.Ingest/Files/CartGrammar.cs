using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>
/// How stenographers mark who speaks:
/// <code>
/// >> CHAIR: The meeting is open.  Brazil, please.
/// >>BRAZIL: Thank you, Chair.
/// Good morning.                        (still Brazil)
/// >> Could you repeat that?            (somebody, unnamed)
/// >>                                   (somebody else now)
/// </code>
/// Names are in capitals, or in a script that has none. <c>&gt; &gt;</c> is the same mark after a text editor has been at it.
/// </summary>
internal sealed partial class CartGrammar
{
    private string? _speaker;

    /// <summary>The words of one line of the file, by who says them.</summary>
    public IEnumerable<Utterance> Parse(string line)
    {
        var pieces = Mark().Split(line);
        for (var n = 0; n < pieces.Length; n++)
        {
            var marked = n > 0;
            var piece = Words.Clean(pieces[n]);
            if (piece.Length == 0 && !marked)
            {
                continue;
            }

            var name = (marked ? MarkedName() : BareName()).Match(piece);
            if (marked || name.Success)
            {
                _speaker = name.Success ? name.Groups["name"].Value.Trim() : null;
                piece = piece[name.Length..].TrimStart();
            }

            if (piece.Length > 0)
            {
                yield return new Utterance(_speaker, piece, NewTurn: marked || name.Success);
            }
        }
    }

    /// <summary>Whether a line marks a speaker.</summary>
    public static bool MarksSpeaker(string line) => Mark().IsMatch(line) || BareName().IsMatch(Words.Clean(line));

    // A mark stands at the start of a line, or after white space within one.
    [GeneratedRegex(@"(?:^|(?<=\s))\s*(?:>>+|> >)[>\s]*")]
    private static partial Regex Mark();

    // In capitals (small letters only as in McCARTHY, Mr. or a bracketed remark), or all in letters without case.
    [GeneratedRegex(@"^(?<name>(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?\p{Lu}(?:[\p{Lu}\p{M}\p{Nd} .,'’&/\-]|(?<=\bM)a?c(?=\p{Lu})){1,59}(?:\s?\([^():]{1,60}\))?|\p{Lo}[\p{Lo}\p{M}\p{Nd} ·.\-]{0,39}(?:\s?[(（][^()（）:：]{1,60}[)）])?)\s?[:：](?![/0-9])\s*")]
    private static partial Regex MarkedName();

    // Without the mark only capitals count, so that "Note: …" stays what it is.
    [GeneratedRegex(@"^(?<name>(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?\p{Lu}(?:[\p{Lu}\p{M} .'’\-]|(?<=\bM)a?c(?=\p{Lu})){2,39}):(?=\s|$)\s*")]
    private static partial Regex BareName();
}

/// <summary>Words somebody said in one go.</summary>
/// <param name="Speaker">Who; null when not named.</param>
/// <param name="Text">The words.</param>
/// <param name="NewTurn">Whether the file marks a change of speaker here.</param>
internal readonly record struct Utterance(string? Speaker, string Text, bool NewTurn);
