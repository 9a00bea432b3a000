using System.Text.RegularExpressions;
using LiveSession.Core.Captions;

namespace LiveSession.Ingest.Files;

/// <summary>
/// Stenographers' text, line by line: the marks of <see cref="SpeakerMark"/>, or a name in capitals that begins a line. Words without either are still
/// those of the one marked last.
/// </summary>
internal sealed partial class CartGrammar
{
    private string? _speaker;

    /// <summary>The words of one line of the file, by who says them.</summary>
    public IEnumerable<Utterance> Parse(string line)
    {
        var pieces = SpeakerMark.Split(line);
        for (var n = 0; n < pieces.Length; n++)
        {
            var marked = n > 0;
            var piece = Words.Clean(pieces[n]);
            if (piece.Length == 0 && !marked)
            {
                continue;
            }

            var (name, words) = marked ? SpeakerMark.Read(piece) : ReadBare(piece);
            if (marked || name is not null)
            {
                _speaker = name;
            }

            if (words.Length > 0)
            {
                yield return new Utterance(_speaker, words, NewTurn: marked || name is not null);
            }
        }
    }

    /// <summary>Whether a line marks a speaker.</summary>
    public static bool MarksSpeaker(string line) => SpeakerMark.IsIn(line) || BareName().IsMatch(Words.Clean(line));

    private static (string? Name, string Words) ReadBare(string piece) =>
        BareName().Match(piece) is { Success: true } found ? (found.Groups["name"].Value.Trim(), piece[found.Length..].TrimStart()) : (null, piece);

    // Without the mark only capitals count, so that "Note: …" stays what it is.
    [GeneratedRegex(@"^(?<name>(?:(?:Mr|Ms|Mrs|Dr|Prof)\.?\s)?\p{Lu}(?:[\p{Lu}\p{M} .'’\-]|(?<=\bM)a?c(?=\p{Lu})){2,39}):(?=\s|$)\s*")]
    private static partial Regex BareName();
}

/// <summary>Words somebody said in one go.</summary>
/// <param name="Speaker">Who; null when not named.</param>
/// <param name="Text">The words.</param>
/// <param name="NewTurn">Whether the file marks a change of speaker here.</param>
internal readonly record struct Utterance(string? Speaker, string Text, bool NewTurn);
