using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>Plain text from a stenographer's software (see <see cref="CartGrammar"/>): one line of the file is one caption.</summary>
internal static partial class CartReader
{
    private const int LongestTitleRow = 120;
    private const int MostTitleRows = 8;

    public static ImmutableArray<FileStep> Read(ImmutableArray<FileLine> lines, FileNotes notes)
    {
        var steps = ImmutableArray.CreateBuilder<FileStep>();
        var cart = new CartGrammar();
        var body = AfterTitle(AfterFrontMatter(lines, notes), notes);
        foreach (var line in body.Where(line => !line.IsBlank))
        {
            if (PageFurniture().IsMatch(line.Text))
            {
                notes.Ignore();
                continue;
            }

            steps.AddRange(cart.Parse(line.Text).Select(said => new LineStep(null, said.Speaker, said.Text)));
        }

        return steps.ToImmutable();
    }

    private static ImmutableArray<FileLine> AfterFrontMatter(ImmutableArray<FileLine> lines, FileNotes notes)
    {
        var end = lines is [{ Text: "---" }, ..] ? lines.Skip(1).FirstOrDefault(line => line.Text.TrimEnd() == "---").Number : 0;
        for (var n = 0; n < end; n++)
        {
            notes.Ignore();
        }

        return lines[end..];
    }

    // A title stands above the first empty line: a few short rows that are no sentences, before anybody speaks.
    private static ImmutableArray<FileLine> AfterTitle(ImmutableArray<FileLine> lines, FileNotes notes)
    {
        var title = lines.SkipWhile(line => line.IsBlank).TakeWhile(line => !line.IsBlank).ToArray();
        var followed = title.Length > 0 && lines.Any(line => line.Number > title[^1].Number && !line.IsBlank);
        if (!followed || title.Length > MostTitleRows || !title.All(IsTitleRow))
        {
            return lines;
        }

        foreach (var _ in title)
        {
            notes.Ignore();
        }

        notes.Problem(title[0].Number, FormattableString.Invariant($"The first {title.Length} lines were taken for a title and left out."));
        return [.. lines.Where(line => line.Number > title[^1].Number)];
    }

    private static bool IsTitleRow(FileLine line) =>
        line.Text.Length <= LongestTitleRow
        && !CartGrammar.MarksSpeaker(line.Text)
        && line.Text.TrimEnd() is var row && !".?!…。？！".Contains(row[^1], StringComparison.Ordinal);

    // "Page 3 of 12", "- 3 -", "### Room: Thomas Swain"
    [GeneratedRegex(@"^\s*(?:page\s+[0-9]+(?:\s*(?:of|/)\s*[0-9]+)?|-\s*[0-9]+\s*-|[0-9]{1,4}|#{1,6}\s.*)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex PageFurniture();
}
