using LiveSession.Core.Captions;

namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>
/// The screen of one source, and what a new document changes on it. Documents hold all that stands: rows that were there before and moved
/// up, a last row that goes on, words set right, or something new altogether. Which row is which is said by its <c>xml:id</c>, where the
/// source's ids name rows (see <see cref="RowNames"/>), and else by its words. What was not aired is compared with nothing.
/// </summary>
public sealed class EbuTtScreen
{
    // Deleting reaches back into so many lines, with some to spare.
    private const int MostRows = LineBuffer.Reach - 10;

    private readonly RowNames _names = new();
    private ImmutableArray<Row> _aired = [];
    private ImmutableArray<Row> _read = [];
    private DateTimeOffset? _until;
    private DateTimeOffset? _readUntil;

    /// <summary>Takes in the last rows that are recorded of this source.</summary>
    public void Recall(IEnumerable<(string Text, bool IsBarred)> rows) => _aired = [.. rows.Select(row => new Row(row.Text, Stands: true, row.IsBarred))];

    /// <summary>The edits that bring what was aired before up to what a document says.</summary>
    public IReadOnlyList<SourceEdit> Read(EbuTtDocument document, DateTimeOffset availableAt)
    {
        ArgumentNullException.ThrowIfNull(document);
        var rows = document.Rows;
        var over = document.Times.ShownFrom(availableAt) >= _until;
        _readUntil = document.Times.ShownUntil(availableAt);
        if (rows.IsEmpty)
        {
            _read = [];
            return _aired.IsEmpty ? [] : [new SourceEdit.NewLine()];
        }

        return Named(rows, over) is { } named ? GoOn(named)
            : BestStart(rows, over) is { } start ? GoOn(start, rows)
            : !over && Standing(rows) is { Count: > 0 } standing ? Replace(standing, rows)
            : Begin(rows);
    }

    /// <summary>Says whether what was read last was aired.</summary>
    public void Settle(bool aired)
    {
        if (aired)
        {
            (_aired, _until) = (_read, _readUntil);
        }
    }

    /// <summary>
    /// What stands on the screen is out of reach from here on: where a document says it in other words, the record keeps what it has.
    /// </summary>
    public void Bar() => _aired = [.. _aired.Select(row => row with { IsBarred = true })];

    // The rows from the first one on that the document still names: what it names no more stays, in the record only, and what is new comes where it stands.
    private (int Start, List<(EbuTtRow Row, bool Stands)> Wanted)? Named(ImmutableArray<EbuTtRow> rows, bool over)
    {
        var standing = _aired.Index().Where(row => row.Item.Stands).ToList();
        if (_names.Match([.. standing.Select(row => new EbuTtRow(row.Item.Text, null, row.Item.Id))], rows, over) is not { } same)
        {
            return null;
        }

        var (start, next, wanted) = (standing[same.OfType<int>().First()].Index, 0, new List<(EbuTtRow Row, bool Stands)>());
        foreach (var (index, row) in _aired.Index().Skip(start))
        {
            var place = Array.FindIndex(same, at => at is { } named && standing[named].Index == index);
            if (place < 0)
            {
                wanted.Add((new EbuTtRow(row.Text, null, row.Id), false));
                continue;
            }

            wanted.AddRange(rows[next..(place + 1)].Select(fresh => (fresh, true)));
            next = place + 1;
        }

        // A last row that is named no more, where nothing came in its place and all others stand as they were, was taken back.
        if (next == rows.Length && wanted.Count > 1 && !wanted[^1].Stands && _aired[^1].Stands && wanted[..^1].Select(row => row.Row.Text).SequenceEqual(_aired[start..^1].Select(row => row.Text)))
        {
            wanted.RemoveAt(wanted.Count - 1);
        }

        wanted.AddRange(rows[next..].Select(fresh => (fresh, true)));
        // What is out of reach is not moved apart.
        return _aired[start..].Zip(wanted).Any(row => row.First.IsBarred && row.First.Id != row.Second.Row.Id) ? null : (start, wanted);
    }

    // From which row on what was there is what the document begins with.
    private int? BestStart(ImmutableArray<EbuTtRow> rows, bool over)
    {
        var (standing, now) = (_aired.Where(row => row.Stands).Select(row => row.Text).ToArray(), TextOf(rows));
        var (start, best) = ((int?)null, (RowFit?)null);
        for (var gone = 0; gone < standing.Length; gone++)
        {
            if (RowMatch.Fit(standing.AsSpan(gone), now, over) is { } fit && fit.IsBetterThan(best))
            {
                (start, best) = (gone, fit);
            }
        }

        return start is { } skipped ? _aired.Index().Where(row => row.Item.Stands).ElementAt(skipped).Index : null;
    }

    // The most rows at the top of the document that stand as they were, whatever came in place of the others.
    private (int Start, int Count) Standing(ImmutableArray<EbuTtRow> rows)
    {
        var (best, now) = ((Start: 0, Count: 0), TextOf(rows));
        for (var start = 0; start < _aired.Length; start++)
        {
            var standing = _aired.Skip(start).TakeWhile(row => row.Stands).Select(row => row.Text).ToArray();
            if (RowMatch.Standing(standing, now) is var count && count > best.Count)
            {
                best = (start, count);
            }
        }

        return best;
    }

    private List<SourceEdit> Begin(ImmutableArray<EbuTtRow> rows)
    {
        _read = Kept(rows.Select(row => new Row(row.Text, Stands: true, Id: row.Id)));
        return [new SourceEdit.NewLine(), .. Typed(rows, 0, 0)];
    }

    // The rows above stay, and what stood below them too, in the record: other words took its place on the screen.
    private List<SourceEdit> Replace((int Start, int Count) standing, ImmutableArray<EbuTtRow> rows)
    {
        var fresh = rows[standing.Count..];
        _read = Kept(
        [
            .. _aired[standing.Start..(standing.Start + standing.Count)],
            .. _aired[(standing.Start + standing.Count)..].Select(row => row with { Stands = false }),
            .. fresh.Select(row => new Row(row.Text, Stands: true, Id: row.Id)),
        ]);
        return [new SourceEdit.NewLine(), .. Typed(fresh, 0, 0)];
    }

    // What stands between the rows in the record only, is written again as it was.
    private List<SourceEdit> GoOn(int start, ImmutableArray<EbuTtRow> rows)
    {
        var (before, next, wanted) = (_aired[start..], 0, new List<(EbuTtRow Row, bool Stands)>());
        foreach (var row in before)
        {
            if (!row.Stands)
            {
                wanted.Add((new EbuTtRow(row.Text, null, row.Id), false));
            }
            else if (next < rows.Length)
            {
                wanted.Add((rows[next++], true));
            }
        }

        wanted.AddRange(rows[next..].Select(row => (row, true)));
        return GoOn((start, wanted));
    }

    private List<SourceEdit> GoOn((int Start, List<(EbuTtRow Row, bool Stands)> Wanted) from)
    {
        var (before, wanted) = (_aired[from.Start..], from.Wanted);
        var barred = before.Count(row => row.IsBarred);
        _read = Kept(wanted.Select((row, index) => new Row(row.Row.Text, row.Stands, index < barred, row.Row.Id)));
        return barred == 0
            ? Changes([.. before.Select(row => row.Text)], [.. wanted.Select(row => row.Row)])
            : ChangesBelow(barred, [.. before.Select(row => row.Text)], [.. wanted.Select(row => row.Row)]);
    }

    // A last row that goes on says only what is new in it.
    private static List<SourceEdit> ChangesBelow(int barred, ReadOnlySpan<string> before, ImmutableArray<EbuTtRow> rows)
    {
        if (before.Length > barred)
        {
            return rows.Length > barred
                ? Changes(before[barred..], rows[barred..])
                : [new SourceEdit.Erase(CaptionText.CodePoints(string.Join('\n', before[barred..].ToArray())))];
        }

        var edits = new List<SourceEdit>();
        if (rows.Length >= barred && rows[barred - 1].Text.StartsWith(before[^1], StringComparison.Ordinal) && rows[barred - 1].Text.Length > before[^1].Length)
        {
            edits.Add(new SourceEdit.Insert(rows[barred - 1].Text[before[^1].Length..]));
        }

        if (rows.Length > barred)
        {
            edits.Add(new SourceEdit.NewLine());
            edits.AddRange(Typed(rows[barred..], 0, 0));
        }

        return edits;
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

    private static string[] TextOf(ImmutableArray<EbuTtRow> rows) => [.. rows.Select(row => row.Text)];

    private static ImmutableArray<Row> Kept(IEnumerable<Row> rows) => [.. rows.TakeLast(MostRows)];

    private static int WholeLetters(string text, int length) => length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    // A row of the record: on the screen, or only behind the words that took its place there.
    private readonly record struct Row(string Text, bool Stands, bool IsBarred = false, string? Id = null);
}
