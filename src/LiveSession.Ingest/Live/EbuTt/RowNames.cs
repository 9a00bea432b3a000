namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>
/// Whether the <c>xml:id</c>s of a source name its rows. In EBU-TT Live a document is all that stands, so that a row is set right by the next
/// document, under the id it had. But some software gives every document the same ids, a number for each row or one that its template holds, and
/// then an id says nothing. The rule:
/// <list type="bullet">
/// <item>Ids name rows once a row was seen to move up under its own while a new row came below it under a new one, or once the source has
/// used far more ids than its largest document has rows. From then on a row with the id of a row of the document before is that row,
/// whatever its words.</item>
/// <item>Until then it is that row where its words resemble those it had, unless its id ends in a digit, as numbers of rows do
/// (<c>p1</c>, <c>p2</c>; <c>ID002</c> in each document).</item>
/// <item>Ids that come again with words that do not resemble, or pass to words that stood under another, name places on the screen: they count
/// for nothing until they are seen to name rows.</item>
/// </list>
/// Where ids count for nothing, the words alone tell the rows apart.
/// </summary>
internal sealed class RowNames
{
    private const int FarMore = 3;

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _mostRows;
    private bool _proven;
    private bool _places;

    /// <summary>Which row of the document before each row is, by its id; null where ids do not say.</summary>
    /// <param name="before">The rows of the document before.</param>
    /// <param name="now">The rows of this one.</param>
    /// <param name="over">Whether the screen was empty in between.</param>
    public int?[]? Match(IReadOnlyList<EbuTtRow> before, IReadOnlyList<EbuTtRow> now, bool over)
    {
        if (!HaveOwn(now))
        {
            return null;
        }

        var known = HaveOwn(before);
        int?[] same = known ? [.. now.Select(row => before.Index().Where(other => other.Item.Id == row.Id).Select(other => (int?)other.Index).FirstOrDefault())] : [];
        if (known)
        {
            Learn(before, now, same);
        }

        Note(now);
        var shared = same.OfType<int>().ToList();
        return shared.Count > 0 && shared.Zip(shared.Skip(1)).All(pair => pair.First < pair.Second) && Count(now, same, over) ? same : null;
    }

    private static bool HaveOwn(IReadOnlyList<EbuTtRow> rows) =>
        rows.Count > 0 && rows.All(row => row.Id is not null) && rows.DistinctBy(row => row.Id, StringComparer.Ordinal).Count() == rows.Count;

    private bool Count(IReadOnlyList<EbuTtRow> now, int?[] same, bool over) =>
        _proven || (!_places && !over && now.Zip(same).All(row => row.Second is null || !char.IsAsciiDigit(row.First.Id![^1])));

    private void Learn(IReadOnlyList<EbuTtRow> before, IReadOnlyList<EbuTtRow> now, int?[] same)
    {
        for (var index = 0; index < now.Count; index++)
        {
            var row = now[index];
            if (same[index] is { } at && before[at].Text == row.Text)
            {
                _proven |= at != index && RowMatch.IsTelling(row.Text) && now.Skip(index + 1).Any(below => !_used.Contains(below.Id!));
            }
            else if (same[index] is { } held)
            {
                _places |= !RowMatch.Resembles(before[held].Text, row.Text)
                    || (RowMatch.IsTelling(row.Text) && before.Any(other => other.Text == row.Text));
            }
        }
    }

    private void Note(IReadOnlyList<EbuTtRow> rows)
    {
        if (_proven)
        {
            return;
        }

        _mostRows = Math.Max(_mostRows, rows.Count);
        _used.UnionWith(rows.Select(row => row.Id!));
        _proven = _used.Count > FarMore * _mostRows;
    }
}
