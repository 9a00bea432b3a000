using LiveSession.Core.Captions;

namespace LiveSession.Core.Transcript;

/// <summary>
/// Whose the words were that stood in a line before it was corrected. Where a line is cut between speakers, each is given their own former words, and
/// nobody another's.
/// </summary>
internal static class FormerWords
{
    /// <summary>What a passage said when it was first aired, or the whole line, with its marks, where nobody can tell which of it was whose.</summary>
    /// <returns>At most one of the two; the whole line only with its first passage.</returns>
    public static (string? OfPassage, string? OfLine) Of(Passage passage)
    {
        var line = passage.Line;
        if (line.Former is not { } former || former == line.Text || line.Text.Length == 0)
        {
            return (null, null);
        }

        var (before, now) = (Pieces(former), Pieces(line.Text));
        if (!before.Select(piece => piece.Mark).SequenceEqual(now.Select(piece => piece.Mark), StringComparer.OrdinalIgnoreCase))
        {
            return (null, passage.Part == 1 ? former : null);
        }

        var words = before[passage.Part - 1].Words;
        return (words == passage.Text ? null : words, null);
    }

    // Cut as Attribution cuts; a mark without a name is one, too.
    private static (string? Mark, string Words)[] Pieces(string text)
    {
        var pieces = SpeakerMark.Split(text);
        return pieces is [var whole]
            ? [(null, whole)]
            : [.. pieces.Select((piece, n) => n == 0 ? (null, piece.Trim()) : Marked(SpeakerMark.Read(piece))).Where(piece => piece.Item2.Length > 0)];
    }

    private static (string? Mark, string Words) Marked((string? Name, string Words) piece) => (piece.Name ?? "", piece.Words);
}
