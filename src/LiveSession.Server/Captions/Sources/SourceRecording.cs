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
            if (result.Position is not null && line.Change.Text == LineBuffer.Erased)
            {
                live.Withdrawn(line.Change.Slot);
            }
            else if (result.Position is { } position && live.NumberOf(line.Change.Slot) is null)
            {
                live.Recorded(line.Change.Slot, position.Sequence);
            }
            else if (result.Rejection == Rejections.OffTheRecord)
            {
                // Off the record words are shown and not kept.
                live.Unkept.Finish(line.Change.Text);
                broadcaster.Draft(found.Source.Session, found.Source.Track, EditOf(live, live.Unkept.With("")));
            }
        }
    }

    /// <summary>Shows what a source has begun.</summary>
    public async Task DraftAsync(FoundSource found, LiveSource live)
    {
        var state = await found.Place.Writer.StateAsync();
        if (!state.OffTheRecord)
        {
            live.Unkept.Clear();
        }

        var edit = EditOf(live, live.Unkept.With(live.Buffer.Draft));
        if (CaptionDecider.Draft(state, found.Source.Track, edit, found.Source.Writer, limits.Value, found.Place.Meeting) is not { } draft)
        {
            return;
        }

        // As for people: the first to write where nobody has the pen gets it with the first letter, or two would be on air by turns.
        if (draft.Text.Length > 0 && CaptionDecider.IsFree(state, found.Source.Track, found.Place.Meeting)
            && !(await commands.RunAsync(found.Source.Writer, found.Place, CommandId.New(), new TakePen(found.Source.Track), gated: false)).Accepted)
        {
            return;
        }

        broadcaster.Draft(found.Source.Session, found.Source.Track, draft);
    }

    // Of what is too long for a draft, the end is what is being said.
    private CaptionEdit EditOf(LiveSource live, string text) =>
        new(text[Math.Max(0, text.Length - limits.Value.LineLength)..], null, live.Buffer.Language, live.Buffer.Speaker);

    private Task<CommandResult> SendAsync(FoundSource found, LiveSource live, PendingLine line)
    {
        SessionCommand? command = line.Change switch
        {
            LineChange.Finished c => new AddCaptionLine(found.Source.Track, c.Language, c.Text, c.Speaker, line.SpokenAt),
            LineChange.Corrected c when live.NumberOf(c.Slot) is { } number => new CorrectCaptionLine(number, c.Text),
            // The record does not hold the line: what it says now is new to it.
            LineChange.Corrected { Text.Length: > 0 } c => new AddCaptionLine(found.Source.Track, live.Buffer.Language, c.Text, live.Buffer.Speaker, line.SpokenAt),
            _ => null,
        };
        return command is null
            ? Task.FromResult(new CommandResult(null))
            : commands.RunAsync(found.Source.Writer, found.Place, line.Command, command);
    }
}
