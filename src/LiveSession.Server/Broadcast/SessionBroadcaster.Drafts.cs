using LiveSession.Core.Log;
using LiveSession.Server.Log;

namespace LiveSession.Server.Broadcast;

/// <summary>Lines as they are being written, here and on other nodes.</summary>
internal sealed partial class SessionBroadcaster
{
    // A captioner whose connection was cut is back by then, and begins where they were.
    private static readonly TimeSpan DraftLeftAfter = TimeSpan.FromSeconds(10);

    // Word between nodes may be lost, and so may the word that takes it back: what stands is said again, and what is not said again does not stand.
    private static readonly TimeSpan DraftSaidAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DraftExpiresAfter = TimeSpan.FromSeconds(6);

    /// <summary>A draft is shown here: the whole of it, and where the log stood when it was written. In order for each track; must not block.</summary>
    public event Action<SessionId, string, CaptionEdit, long>? DraftShown;

    /// <summary>Shows the drafts of a session here once more, and from now on: those of other nodes come to sessions that somebody follows.</summary>
    public void ShowDrafts(SessionId session)
    {
        foreach (var (_, draft) in AudienceOf(session).Drafts)
        {
            draft.ShowAgain();
        }
    }

    /// <summary>Shows a line as it is being written. Lossy.</summary>
    public void Draft(SessionId session, string track, CaptionEdit edit)
    {
        instruments.DraftsIn.Add(1);
        pulse.Heard(session, track, edit.Text, line: false);

        // Whoever writes here may have all their readers on other nodes.
        if (directory.FindLoaded(session)?.Writer.StateIfLoaded?.Cursor.Position is { } position)
        {
            AudienceOf(session).DraftsOn(track).Offer(edit, position, passOn: true);
        }
    }

    /// <summary>Whoever wrote is gone: takes off the screens what they had begun, unless they have come back by then, or somebody else writes.</summary>
    public async Task LeaveDraftAsync(SessionId session, string track)
    {
        var draft = AudienceOf(session).DraftsOn(track);
        var left = draft.State.Revision;
        await Task.Delay(DraftLeftAfter, time);
        if (draft.State.Revision == left && draft.Whole is { } whole)
        {
            Draft(session, track, new CaptionEdit("", null, whole.Language!));
        }
    }

    private void KeepDraftsTrue()
    {
        foreach (var (_, draft) in _audiences.Values.SelectMany(audience => audience.Drafts))
        {
            draft.SayAgain(DraftSaidAgainAfter);
            draft.Expire(DraftExpiresAfter);
        }
    }

    // Shown where it is of the line that is being written now, as far as this node knows.
    private void DraftedElsewhere(SessionId session, DraftWord word)
    {
        if (!_audiences.TryGetValue(session, out var audience) || directory.FindLoaded(session)?.Writer.StateIfLoaded is not { } state)
        {
            return;
        }

        if (word.After.Epoch != state.Cursor.Epoch
            || state.Captions.Lines.FindLast(line => line.Track == word.Track)?.Number > word.After.Sequence)
        {
            carrier.Judged(LogId.Of(session), FeedOutcome.Late);
            return;
        }

        carrier.Judged(LogId.Of(session), FeedOutcome.Taken);
        if (audience.DraftsOn(word.Track).Renew(word.Edit))
        {
            return;
        }

        pulse.Heard(session, word.Track, word.Edit.Text, line: false);

        audience.DraftsOn(word.Track).Offer(word.Edit, word.After, passOn: false);
    }
}
