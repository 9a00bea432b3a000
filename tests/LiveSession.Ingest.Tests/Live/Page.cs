using LiveSession.Ingest.Live;

namespace LiveSession.Ingest.Tests.Live;

/// <summary>The record as a source's changes leave it.</summary>
internal sealed class Page(LineBuffer buffer)
{
    private readonly SortedDictionary<long, string> _lines = [];

    public IReadOnlyList<string> Lines => [.. _lines.Values];

    public string Draft => buffer.Draft;

    public Page Write(params IEnumerable<SourceEdit> edits) => Keep(buffer.Apply(edits));

    public Page Finish() => Keep(buffer.Finish());

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
