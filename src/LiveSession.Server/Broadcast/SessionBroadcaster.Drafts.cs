using LiveSession.Core.Log;
using LiveSession.Server.Log;

namespace LiveSession.Server.Broadcast;

/// <summary>Lines as they are being written, here and on other nodes.</summary>
internal sealed partial class SessionBroadcaster
{
    /// <summary>Shows a line as it is being written. Lossy.</summary>
    public void Draft(SessionId session, string track, CaptionEdit edit)
    {
        instruments.DraftsIn.Add(1);
        if (edit.Text.Length > 0)
        {
            pulse.Heard(session, track);
        }

        // Whoever writes here may have all their readers on other nodes.
        if (directory.FindLoaded(session)?.Writer.StateIfLoaded?.Cursor.Position is { } position)
        {
            AudienceOf(session).DraftsOn(track).Offer(edit, position, passOn: true);
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
        if (word.Edit.Text.Length > 0)
        {
            pulse.Heard(session, word.Track);
        }

        audience.DraftsOn(word.Track).Offer(word.Edit, word.After, passOn: false);
    }
}
