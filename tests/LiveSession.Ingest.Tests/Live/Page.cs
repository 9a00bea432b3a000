using LiveSession.Ingest.Live;

namespace LiveSession.Ingest.Tests.Live;

/// <summary>The record as a source's changes leave it.</summary>
internal sealed class Page(LineBuffer buffer)
{
    private readonly SortedDictionary<long, string> _lines = [];

    public IReadOnlyList<string> Lines => [.. _lines.Values];

    /// <summary>Its lines without those that were withdrawn.</summary>
    public IReadOnlyList<string> Said => [.. _lines.Values.Where(line => line.Length > 0)];

    public string Draft => buffer.Draft;

    public Page Write(params IEnumerable<SourceEdit> edits) => Keep(buffer.Apply(edits));

    public Page Finish() => Keep(buffer.Finish());

    public Page Bar() => Keep(buffer.Bar());

    public Page BarBefore() => Keep(buffer.BarBefore());

    public Page Settle() => Keep(buffer.Settle());

    private Page Keep(IReadOnlyList<LineChange> changes)
    {
        foreach (var change in changes)
        {
            (change is LineChange.Corrected).ShouldBe(_lines.ContainsKey(change.Slot));
            _lines[change.Slot] = change.Text;
        }

        return this;
    }
}
