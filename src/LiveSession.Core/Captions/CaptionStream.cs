using System.Text;

namespace LiveSession.Core.Captions;

/// <summary>
/// The captions of one channel as a stream of text that only grows, as teletypes and StreamText readers know it: what is wrong is
/// taken back with backspaces (U+0008, one for each code point) and written again. A position is an offset in UTF-16 units. The
/// stream follows from the log alone, so that a position means the same on every node and after every restart.
/// </summary>
public sealed record CaptionStream
{
    /// <summary>How far back a correction reaches, in UTF-16 units; words further back stand in the stream as they were.</summary>
    public const int Reach = 2_000;

    private const char Backspace = '\b';

    /// <summary>Nothing written.</summary>
    public static CaptionStream Empty { get; } = new();

    /// <summary>How much there is: the position of what comes next.</summary>
    public long End { get; private init; }

    /// <summary>Who spoke the last line.</summary>
    public string? Speaker { get; private init; }

    private string Language => Pieces is [.., var last] ? last.Language : "";

    private ImmutableList<Piece> Pieces { get; init; } = [];

    // The last lines as they stand, as far back as a correction reaches.
    private ImmutableList<Line> Tail { get; init; } = [];

    private int TailLength { get; init; }

    /// <summary>The stream with one more line; the speaker is named where it changes.</summary>
    public CaptionStream Append(long number, string language, string text, string? speaker)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(text);
        var name = speaker is not null && speaker != Speaker ? $">> {speaker}: " : "";
        var line = new Line(number, name, text);
        var (tail, length) = (Tail.Add(line), TailLength + line.Length);
        while (length > Reach && tail.Count > 1)
        {
            length -= tail[0].Length;
            tail = tail.RemoveAt(0);
        }

        return Written(line.Whole, language) with { Speaker = speaker, Tail = tail, TailLength = length };
    }

    /// <summary>The stream with a line corrected, where it is not too far back.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="text">What it says now.</param>
    /// <param name="from">From which UTF-16 unit on it is written again in any case.</param>
    public CaptionStream Correct(long number, string text, int from = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        var index = Tail.FindIndex(line => line.Number == number);
        if (index < 0)
        {
            return this;
        }

        var line = Tail[index];
        var kept = Math.Min(CommonStart(line.Text, text), from);
        var after = Tail.Skip(index + 1).ToList();
        var taken = CaptionText.CodePoints(line.Text.AsSpan(kept)) + 1 + after.Sum(one => CaptionText.CodePoints(one.Whole));
        var again = new StringBuilder().Append(Backspace, taken).Append(text, kept, text.Length - kept).Append('\n');
        after.ForEach(one => again.Append(one.Whole));
        return Written(again.ToString(), Language) with
        {
            Tail = Tail.SetItem(index, line with { Text = text }),
            TailLength = TailLength + text.Length - line.Text.Length,
        };
    }

    /// <summary>What stands from a position on, at most so much, where it ends, and the language of its last line. Words are not cut in two while there is a choice, characters never.</summary>
    /// <param name="from">The position; one beyond the end is the end.</param>
    /// <param name="most">How many UTF-16 units at most.</param>
    public (string Text, long Next, string Language) Read(long from, int most)
    {
        if (from >= End || most <= 0)
        {
            return ("", End, Language);
        }

        var text = new StringBuilder();
        for (var index = PieceAt(Math.Max(0, from)); index < Pieces.Count && text.Length <= most; index++)
        {
            var piece = Pieces[index];
            text.Append(piece.Text, (int)Math.Max(0, from - piece.Start), piece.Text.Length - (int)Math.Max(0, from - piece.Start));
        }

        // A position that nobody was given may lie in the middle of a character.
        var start = text.Length > 0 && char.IsLowSurrogate(text[0]) ? 1 : 0;
        var rest = text.ToString(start, text.Length - start);
        var read = rest[..WholeText.StartOf(rest, most)];
        var next = Math.Max(0, from) + start + read.Length;
        return (read, next, Pieces[PieceAt(next - 1)].Language);
    }

    private CaptionStream Written(string text, string language) =>
        this with { Pieces = Pieces.Add(new Piece(End, text, language)), End = End + text.Length };

    private int PieceAt(long position)
    {
        var (low, high) = (0, Pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Pieces[middle].Start <= position ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static int CommonStart(string one, string other)
    {
        var length = one.AsSpan().CommonPrefixLength(other);
        return length > 0 && char.IsHighSurrogate(one[length - 1]) ? length - 1 : length;
    }

    private sealed record Piece(long Start, string Text, string Language);

    private sealed record Line(long Number, string Name, string Text)
    {
        public string Whole => $"{Name}{Text}\n";

        public int Length => Name.Length + Text.Length + 1;
    }
}
