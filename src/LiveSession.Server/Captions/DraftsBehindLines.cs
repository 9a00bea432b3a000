namespace LiveSession.Server.Captions;

/// <summary>
/// Shows drafts of one stream when the lines sent before them are in the record: a draft that overtook them would be taken for theirs, and go
/// with them. Only the newest waits; drafts are lossy.
/// </summary>
internal sealed class DraftsBehindLines(Func<CaptionEdit, Task> show)
{
    private readonly Lock _lock = new();
    private Task _lines = Task.CompletedTask;
    private CaptionEdit? _waiting;

    /// <summary>Whether the last word of the stream is of a line that was not finished.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Ends when what waited last is shown, or need not be any more.</summary>
    public Task Settled { get; private set; } = Task.CompletedTask;

    /// <summary>A line is on its way; what was to be shown before it, is in it.</summary>
    public void Behind(Task line)
    {
        lock (_lock)
        {
            (_lines, _waiting, IsShown) = (line, null, false);
        }
    }

    /// <summary>Shows a draft, now or when the lines before it are recorded.</summary>
    public Task ShowAsync(CaptionEdit draft)
    {
        lock (_lock)
        {
            IsShown = draft.Text.Length > 0;
            if (!_lines.IsCompleted)
            {
                var waits = _waiting is not null;
                _waiting = draft;
                if (!waits)
                {
                    Settled = LaterAsync(_lines);
                }

                return Task.CompletedTask;
            }

            _waiting = null;
        }

        return show(draft);
    }

    private async Task LaterAsync(Task lines)
    {
        await lines.ContinueWith(_ => { }, TaskScheduler.Default);
        CaptionEdit? draft;
        lock (_lock)
        {
            if (lines != _lines)
            {
                // Another line went out meanwhile; a draft behind it waits for that one.
                return;
            }

            (draft, _waiting) = (_waiting, null);
        }

        if (draft is not null)
        {
            try
            {
                await show(draft);
            }
            catch (Exception)
            {
                // Lossy: the next one is shown.
            }
        }
    }
}
