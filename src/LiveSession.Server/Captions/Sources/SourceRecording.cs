using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Ingest.Live;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Sessions;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.Sources;

/// <summary>Sends the lines of a source that is on air to the record, in order, and shows what it has begun.</summary>
internal sealed class SourceRecording(SessionCommands commands, SessionBroadcaster broadcaster, IOptions<SessionLimits> limits)
{
    /// <summary>Puts changes of a source's lines on the record, behind those that wait.</summary>
    public async Task RecordAsync(FoundSource found, LiveSource live, IReadOnlyList<LineChange> changes, DateTimeOffset? spokenAt)
    {
        for (var index = 0; index < changes.Count; index++)
        {
            // The last line of a post that leaves nothing begun holds all the rest of it.
            var whole = index == changes.Count - 1 && live.Buffer.Draft.Length == 0;
            var traits = (whole ? LineTraits.Whole : 0)
                | (changes[index] is LineChange.Finished { Typed: true } ? LineTraits.Typed : 0)
                | (changes[index] is LineChange.Finished { Spaced: true } ? LineTraits.Spaced : 0)
                | (live.Posts?.Rolls == true ? LineTraits.Rolls : 0);
            var command = live.Post.Number < 0
                ? CommandId.New()
                : new SourceCommandId(live.Post.Number, live.Post.Hash, live.Sequence.Run, live.LinesOfPost++, traits).ToCommand();
            live.Pending.Enqueue(new PendingLine(changes[index], command, spokenAt));
        }

        await RetryAsync(found, live);
    }

    /// <summary>Sends what could not be recorded before; stops at the first that still cannot.</summary>
    public async Task RetryAsync(FoundSource found, LiveSource live)
    {
        while (live.Pending.TryPeek(out var line))
        {
            var result = await SendAsync(found, live, line);
            if (result.Rejection is { Code: 105 or 108 } forNow)
            {
                live.Refusal = forNow;
                return;
            }

            live.Pending.Dequeue();
            live.Refusal = result.Rejection;
            live.RefusalOfPost ??= result.Rejection is { Code: not (303 or 305) } refused ? refused : null;
            if (result.Position is { } position && line.Change is LineChange.Finished)
            {
                live.Recorded(line.Change.Slot, position.Sequence);
            }
            else if (result.Rejection == Rejections.OffTheRecord)
            {
                // Off the record words are shown and not kept.
                broadcaster.Draft(found.Source.Session, found.Source.Track, new CaptionEdit(line.Change.Text, null, live.Buffer.Language, live.Buffer.Speaker));
            }
        }
    }

    /// <summary>Shows what a source has begun.</summary>
    public async Task DraftAsync(FoundSource found, LiveSource live)
    {
        var edit = new CaptionEdit(live.Buffer.Draft, null, live.Buffer.Language, live.Buffer.Speaker);
        if (CaptionDecider.Draft(await found.Place.Writer.StateAsync(), found.Source.Track, edit, found.Source.Writer, limits.Value, found.Place.Meeting) is { } draft)
        {
            broadcaster.Draft(found.Source.Session, found.Source.Track, draft);
        }
    }

    private Task<CommandResult> SendAsync(FoundSource found, LiveSource live, PendingLine line)
    {
        SessionCommand? command = line.Change switch
        {
            LineChange.Finished c => new AddCaptionLine(found.Source.Track, c.Language, c.Text, c.Speaker, line.SpokenAt),
            LineChange.Corrected c when live.NumberOf(c.Slot) is { } number => new CorrectCaptionLine(number, c.Text),
            // A correction of words that were never aired.
            _ => null,
        };
        return command is null
            ? Task.FromResult(new CommandResult(null))
            : commands.RunAsync(found.Source.Writer, found.Place, line.Command, command);
    }
}
