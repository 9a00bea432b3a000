using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Broadcast;

/// <summary>
/// The line being written on one track. However fast it is typed, readers get it at most once per interval, as a change to what they
/// have; what came in between is never sent.
/// </summary>
internal sealed class DraftTrack(
    string track, TimeSpan interval, TimeProvider time, Action changed, Action<CaptionEdit, long> shown, Action<CaptionEdit, LogPosition> passOn) : IDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private (CaptionEdit Edit, LogPosition After, bool PassOn)? _waiting;
    private LogPosition _shownAfter;
    private bool _ours;
    private long _saidAt;
    private CaptionEdit _shown = new("", null, "");
    private DraftState _state = new(0, 0, null, null);

    /// <summary>What is to be shown now.</summary>
    public DraftState State => Volatile.Read(ref _state);

    /// <summary>The draft as somebody who joins now needs it; null when nothing is being written.</summary>
    public CaptionDraft? Whole
    {
        get
        {
            lock (_lock)
            {
                return _shown.Text.Length == 0 ? null : new CaptionDraft(track, _state.Revision, 0, 0, _shown.Text, _shown.Language, _shown.Speaker);
            }
        }
    }

    /// <summary>Takes the line as it stands now.</summary>
    /// <param name="edit">The whole of it.</param>
    /// <param name="after">Where the log stood when it was written.</param>
    /// <param name="passOn">Whether it is written on this node, and the others are to see it.</param>
    public void Offer(CaptionEdit edit, LogPosition after, bool passOn)
    {
        lock (_lock)
        {
            _waiting = (edit, after, passOn);
            if (_timer is null)
            {
                _timer = time.CreateTimer(_ => Tick(), null, interval, Timeout.InfiniteTimeSpan);
                Show();
            }
        }

        changed();
    }

    /// <summary>Tells of the draft once more, for somebody who has just come to hear of it.</summary>
    public void ShowAgain()
    {
        lock (_lock)
        {
            if (_shown.Text.Length > 0)
            {
                shown(_shown, _shownAfter.Sequence);
            }
        }
    }

    /// <summary>
    /// A line was finished: for readers the draft becomes the line when it arrives, so nothing is sent. A draft of the line after it may have come
    /// sooner, from another node: that one is sent again.
    /// </summary>
    public void Finish(long line)
    {
        lock (_lock)
        {
            if (_waiting?.After.Sequence < line)
            {
                _waiting = null;
            }

            if (_shownAfter.Sequence >= line && _shown.Text.Length > 0)
            {
                var revision = _state.Revision + 1;
                var whole = MessageOf(new CaptionDraft(track, revision, 0, 0, _shown.Text, _shown.Language, _shown.Speaker));
                _state = new DraftState(revision, 0, whole, whole);
                return;
            }

            _shown = _shown with { Text = "" };
            _state = new DraftState(_state.Revision + 1, 0, null, null);
        }
    }

    /// <summary>Tells the other nodes once more of a line that stands unfinished here, where they were not told of it lately: word of it, or of another before it, may have been lost.</summary>
    /// <param name="lately">Within which time.</param>
    public void SayAgain(TimeSpan lately)
    {
        lock (_lock)
        {
            if (_ours && _shown.Text.Length > 0 && _waiting is null && time.GetElapsedTime(_saidAt) >= lately)
            {
                _saidAt = time.GetTimestamp();
                passOn(_shown, _shownAfter);
            }
        }
    }

    /// <summary>Whether it is what is shown already: said again by the node on which it is written, it stays.</summary>
    public bool Renew(CaptionEdit edit)
    {
        lock (_lock)
        {
            if (_ours || _waiting is not null || (edit.Text, edit.Language, edit.Speaker) != (_shown.Text, _shown.Language, _shown.Speaker))
            {
                return false;
            }

            _saidAt = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>Takes a line that is written on another node off the screens, where nothing was heard of it for a while: whoever writes it took it back, or their node is gone.</summary>
    /// <param name="silence">How long.</param>
    public void Expire(TimeSpan silence)
    {
        lock (_lock)
        {
            if (!_ours && _waiting is null && _shown.Text.Length > 0 && time.GetElapsedTime(_saidAt) >= silence)
            {
                Offer(_shown with { Text = "" }, _shownAfter, passOn: false);
            }
        }
    }

    /// <summary>Takes the line off the screens.</summary>
    /// <param name="after">Where the log stands.</param>
    public void Clear(LogPosition after)
    {
        lock (_lock)
        {
            if (_shown.Text.Length > 0 || _waiting is not null)
            {
                Offer(_shown with { Text = "" }, after, passOn: false);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
            if (_waiting is null)
            {
                return;
            }

            _timer = time.CreateTimer(_ => Tick(), null, interval, Timeout.InfiniteTimeSpan);
            Show();
        }

        changed();
    }

    private void Show()
    {
        var (edit, writtenAfter, toOthers) = _waiting!.Value;
        (_waiting, _shownAfter, _ours, _saidAt) = (null, writtenAfter, toOthers, time.GetTimestamp());
        shown(edit, writtenAfter.Sequence);
        if (toOthers)
        {
            passOn(edit, writtenAfter);
        }

        var (after, revision) = (_state.Revision, _state.Revision + 1);
        var sameVoice = edit.Language == _shown.Language && edit.Speaker == _shown.Speaker;
        var keep = CommonLength(_shown.Text, edit.Text);
        var whole = new CaptionDraft(track, revision, 0, 0, edit.Text, edit.Language, edit.Speaker);
        var change = sameVoice ? new CaptionDraft(track, revision, after, keep, edit.Text[keep..]) : whole;
        _shown = edit;
        _state = new DraftState(revision, change.After, MessageOf(change), MessageOf(whole), Empty: edit.Text.Length == 0);
    }

    private static Publication MessageOf(CaptionDraft draft) =>
        new(new InvocationMessage(nameof(ISessionClient.Drafted), [draft]));

    // Never between the two halves of a character outside the basic plane: each half alone cannot be sent.
    private static int CommonLength(string before, string now)
    {
        var length = before.AsSpan().CommonPrefixLength(now);
        return length > 0 && char.IsHighSurrogate(before[length - 1]) ? length - 1 : length;
    }
}

/// <summary>A draft ready to be sent.</summary>
/// <param name="Revision">Which it is.</param>
/// <param name="After">The revision the change builds on; 0 when it is whole.</param>
/// <param name="Change">The change; null when there is nothing to show.</param>
/// <param name="Whole">The whole of it, for readers that are elsewhere.</param>
/// <param name="Empty">Whether it takes what was written off the screens, and says nothing.</param>
internal sealed record DraftState(long Revision, long After, Publication? Change, Publication? Whole, bool Empty = false);
