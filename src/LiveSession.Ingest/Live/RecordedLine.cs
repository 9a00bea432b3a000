using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>A line of a source that the record holds since before this process began.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Language">BCP 47 tag of its words.</param>
/// <param name="Speaker">Who spoke, where the source said so.</param>
/// <param name="Typed">Whether the source ended the line; otherwise we did, and the source knows of no break there.</param>
/// <param name="Spaced">Whether white space stood at its end, of which the record keeps nothing.</param>
public sealed record RecordedLine(string Text, string Language, string? Speaker, bool Typed, bool Spaced = false)
{
    /// <summary>Lines as the source wrote them, as far as that is known: deleting counts the white space at their seams.</summary>
    internal static IReadOnlyList<string> AsWritten(IReadOnlyList<RecordedLine> lines)
    {
        var (written, before) = (new List<string>(lines.Count), default(Rune?));
        foreach (var line in lines)
        {
            var text = line.Text == LineBuffer.Erased ? "" : line.Text + (line.Spaced ? " " : "");
            written.Add(Seam.Before(before, text) + text);
            before = line.Typed ? null : Seam.EndOf(text);
        }

        return written;
    }
}

/// <summary>The last post of which the record holds lines since before this process began.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">The hash of its body.</param>
/// <param name="Whole">Whether the record holds all of it.</param>
/// <param name="Lines">How many of its lines the record holds.</param>
/// <param name="Words">What those lines say.</param>
public sealed record RecordedPost(long Number, string Hash, bool Whole, int Lines, string Words);
