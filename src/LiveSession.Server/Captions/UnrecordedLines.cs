namespace LiveSession.Server.Captions;

/// <summary>
/// The finished lines of one stream that the archive could not take: until their captioner's retry is recorded, readers see them before the
/// draft of the line after them. Of what is longer than a line, the end is shown.
/// </summary>
/// <param name="longest">How long a line may be, in UTF-16 code units.</param>
internal sealed class UnrecordedLines(int longest)
{
    private readonly Lock _lock = new();
    private ImmutableArray<CaptionEdit> _lines = [];

    /// <summary>Whether there are any.</summary>
    public bool Any => !_lines.IsEmpty;

    /// <summary>A line was answered: recorded, or refused.</summary>
    public void Note(CaptionEdit line, CommandResult answer)
    {
        lock (_lock)
        {
            _lines = _lines.RemoveAll(known => known.Command == line.Command);
            if (answer.Rejection?.Code == Rejections.ArchiveUnavailable("").Code)
            {
                _lines = _lines.Add(line);
            }
        }
    }

    /// <summary>A draft, with what stands before it.</summary>
    public CaptionEdit Before(CaptionEdit draft)
    {
        var lines = _lines;
        if (lines.IsEmpty)
        {
            return draft;
        }

        var text = string.Join(' ', lines.Select(line => line.Text).Append(draft.Text).Where(text => text.Length > 0));
        return draft with { Text = text.Length > longest ? text[^longest..] : text };
    }
}
