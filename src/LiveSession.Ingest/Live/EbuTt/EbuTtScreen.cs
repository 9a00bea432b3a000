using LiveSession.Core.Captions;

namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>
/// The screen of one source, and what a new document changes on it. Documents hold all that stands: rows that were there before and moved
/// up, a last row that goes on, words set right, or something new altogether. What was not aired is compared with nothing.
/// </summary>
public sealed class EbuTtScreen
{
    private ImmutableArray<EbuTtRow> _aired = [];
    private ImmutableArray<EbuTtRow> _shown = [];
    private DateTimeOffset? _until;
    private DateTimeOffset? _shownUntil;

    /// <summary>Takes in the last rows that are recorded of this source.</summary>
    public void Recall(IEnumerable<string> rows) => _aired = [.. rows.Select(row => new EbuTtRow(row, null))];

    /// <summary>The edits that bring what was aired before up to what a document says.</summary>
    public IReadOnlyList<SourceEdit> Read(EbuTtDocument document, DateTimeOffset availableAt)
    {
        ArgumentNullException.ThrowIfNull(document);
        var rows = document.Rows;
        var over = document.Times.ShownFrom(availableAt) >= _until;
        (_shown, _shownUntil) = (rows, document.Times.ShownUntil(availableAt));
        if (rows.IsEmpty)
        {
            return _aired.IsEmpty ? [] : [new SourceEdit.NewLine()];
        }

        var before = _aired.Select(row => row.Text).ToArray();
        var now = rows.Select(row => row.Text).ToArray();
        var (best, most) = (-1, -1);
        for (var gone = 0; gone < before.Length; gone++)
        {
            if (RowMatch.Fit(before.AsSpan(gone), now, over) is { } equal && equal > most)
            {
                (best, most) = (gone, equal);
            }
        }

        return best < 0 ? [new SourceEdit.NewLine(), .. Typed(rows, 0, 0)] : Changes(before.AsSpan(best), rows);
    }

    /// <summary>Says whether what was read last was aired.</summary>
    public void Settle(bool aired)
    {
        if (aired)
        {
            (_aired, _until) = (_shown, _shownUntil);
        }
    }

    private static List<SourceEdit> Changes(ReadOnlySpan<string> before, ImmutableArray<EbuTtRow> rows)
    {
        var same = 0;
        while (same < before.Length - 1 && same < rows.Length - 1 && before[same] == rows[same].Text)
        {
            same++;
        }

        var letters = WholeLetters(before[same], before[same].AsSpan().CommonPrefixLength(rows[same].Text));
        var erased = CaptionText.CodePoints(before[same].AsSpan(letters));
        foreach (var row in before[(same + 1)..])
        {
            erased += 1 + CaptionText.CodePoints(row);
        }

        var edits = new List<SourceEdit>();
        if (erased > 0)
        {
            edits.Add(new SourceEdit.Erase(erased));
        }

        edits.AddRange(Typed(rows, same, letters));
        return edits;
    }

    private static IEnumerable<SourceEdit> Typed(ImmutableArray<EbuTtRow> rows, int from, int letters)
    {
        for (var index = from; index < rows.Length; index++)
        {
            var row = rows[index];
            if (index > from)
            {
                yield return new SourceEdit.NewLine();
            }

            if (row.Language is { } language && (index > from || letters == 0))
            {
                yield return new SourceEdit.Language(language);
            }

            var text = index > from ? row.Text : row.Text[letters..];
            if (text.Length > 0)
            {
                yield return new SourceEdit.Insert(text);
            }
        }
    }

    private static int WholeLetters(string text, int length) => length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
