using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.Posts;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Sessions;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.Sources;

/// <summary>
/// Takes in what caption sources send: tells posts apart, turns them into lines, and sends those to the record while the source is on air.
/// A source without the pen is heard and answered, and not aired; its owner is told.
/// </summary>
internal sealed partial class SourceDesk
{
    private static readonly TimeSpan SameLine = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<CaptionSourceId, LiveSource> _live = new();
    private readonly MeetingDirectory _directory;
    private readonly SessionCommands _commands;
    private readonly TrackGates _gates;
    private readonly PenSilence _silence;
    private readonly SessionBroadcaster _broadcaster;
    private readonly SourceOptions _options;
    private readonly SessionLimits _limits;
    private readonly TimeProvider _time;

    public SourceDesk(
        MeetingDirectory directory, SessionCommands commands, TrackGates gates, PenSilence silence, SessionBroadcaster broadcaster,
        IOptions<SourceOptions> options, IOptions<SessionLimits> limits, TimeProvider time)
    {
        (_directory, _commands, _gates, _silence, _broadcaster) = (directory, commands, gates, silence, broadcaster);
        (_options, _limits, _time) = (options.Value, limits.Value, time);
        gates.FinishAsync = FinishTrackAsync;
    }

    /// <summary>Called after each change of what an owner is shown of a source.</summary>
    public event Action<CaptionSource>? Changed;

    /// <summary>What is known of a source; null when it has not written since the server started.</summary>
    public LiveSource? Find(CaptionSourceId source) => _live.GetValueOrDefault(source);

    /// <summary>The number of the last post taken; null before the first.</summary>
    public async Task<long?> LastNumberAsync(FoundSource found)
    {
        using var gate = await _gates.EnterAsync(found.Source.Session, found.Source.Track);
        return (await LiveAsync(found)).Sequence.Last;
    }

    /// <summary>
    /// Takes a post in. Null when what it says is recorded, or will be with the line it goes on in; else why it is not. What is heard while
    /// nothing may be aired goes the same way and ends there: it never comes up later, in the middle of what is said then.
    /// </summary>
    public async Task<Rejection?> PostAsync(FoundSource found, long? number, string? language, byte[] body, bool cut = false)
    {
        using var gate = await _gates.EnterAsync(found.Source.Session, found.Source.Track);
        var live = await LiveAsync(found);
        var stopped = CaptionDecider.NotRunning(await found.Place.Writer.StateAsync());
        var post = PostText.Decode(body);
        var text = post.Text;
        var hash = SourceCommandId.HashOf(found.Source.Id, live.Posts!.IdentityOf(text));
        live.LastHeard = _time.GetUtcNow();
        var early = live.Posts.IsStructured ? live.Posts.Read(text, live.Buffer.Ending) : null;
        if ((early?.Fault is { } fault ? Rejections.UnreadablePost(fault) : early?.Field is { } field ? Rejections.FaultyField(field.Name, field.Wanted) : null) is { } unreadable)
        {
            live.Refusal = unreadable;
            Changed?.Invoke(found.Source);
            return unreadable;
        }

        number ??= early?.Number;
        if (text.Length == 0 || IsRepeated(live, number, hash, text, out var fresh))
        {
            await RetryAsync(found, live);
            live.Refusal = stopped ?? live.Refusal;
            Changed?.Invoke(found.Source);
            return stopped ?? (live.Pending.Count > 0 ? live.Refusal : text.Length == 0 || live.Post != (number ?? -1, hash) ? null : live.RefusalOfPost);
        }

        var reading = early ?? live.Posts.Read(fresh, live.Buffer.Ending);
        (live.Refusal, live.RefusalOfPost) = (null, null);
        live.Examine(post with { Cut = post.Cut || cut });
        (live.Post, live.LinesOfPost) = ((number ?? -1, hash), number is null ? 0 : live.Sequence.LinesRecorded);
        if (reading.ControlToken is { } token && stopped is null)
        {
            await ClaimAsync(found, token);
        }

        return await TakeAsync(found, live, WithLanguage(reading.Edits, found.Source.Language, language), SpokenAt(live, reading), stopped);
    }

    /// <summary>Tells the owner of a source that it posts too fast. What is refused so often waits for nothing.</summary>
    public void Slow(CaptionSourceId source, Rejection tooFast)
    {
        if (Find(source) is { } live)
        {
            live.Refusal = tooFast;
            Changed?.Invoke(live.Source);
        }
    }

    /// <summary>Takes in what came over a connection: there is no number and no answer, so all of it is new.</summary>
    public async Task<Rejection?> TypeAsync(FoundSource found, IReadOnlyList<SourceEdit> edits)
    {
        using var gate = await _gates.EnterAsync(found.Source.Session, found.Source.Track);
        var live = await LiveAsync(found);
        live.LastHeard = _time.GetUtcNow();
        (live.Post, live.LinesOfPost) = ((-1, ""), 0);
        return await TakeAsync(found, live, edits, spokenAt: null, CaptionDecider.NotRunning(await found.Place.Writer.StateAsync()));
    }

    /// <summary>Finishes the lines that have been waiting for their end for too long, or all of them.</summary>
    public async Task FinishIdleAsync(bool all)
    {
        foreach (var live in _live.Values)
        {
            var patience = live.Posts?.Cut.Sentences == true ? _options.FinishAfter : 4 * _options.FinishAfter;
            if (live.Buffer.Draft.Length + live.Pending.Count > 0 && (all || _time.GetElapsedTime(live.HeardAt) >= patience)
                && await _directory.FindAsync(live.Source.Session) is { } place)
            {
                using var gate = await _gates.EnterAsync(live.Source.Session, live.Source.Track);
                await FinishAsync(new FoundSource(live.Source, place), live);
            }
        }
    }

    private async Task<LiveSource> LiveAsync(FoundSource found)
    {
        if (_live.TryGetValue(found.Source.Id, out var live))
        {
            return live;
        }

        live = new LiveSource(found.Source, _limits);
        SourceRecall.Into(live, await found.Place.Writer.StateAsync());
        return _live.GetOrAdd(found.Source.Id, live);
    }

    private bool IsRepeated(LiveSource live, long? number, string hash, string text, out string fresh)
    {
        if (number is { } counted)
        {
            return live.Sequence.Take(counted, hash, text, out fresh) is PostStanding.Repeated;
        }

        fresh = text;
        var again = live.LastUnnumbered.Hash == hash && _time.GetElapsedTime(live.LastUnnumbered.At) < SameLine;
        live.LastUnnumbered = (hash, _time.GetTimestamp());
        return again;
    }

    private async Task<Rejection?> TakeAsync(FoundSource found, LiveSource live, IReadOnlyList<SourceEdit> edits, DateTimeOffset? spokenAt, Rejection? stopped)
    {
        var source = found.Source;
        live.HeardAt = _time.GetTimestamp();
        live.Hear(edits);
        var onAir = stopped is null && await IsOnAirAsync(found);
        if (stopped is null)
        {
            _silence.Heard(source.Session, source.Track, source.Id.Writer);
        }

        // A document that was not aired is no step towards the next one: that one says everything again.
        var changes = onAir || live.Screen is null ? live.Buffer.Apply(edits) : [];
        live.Screen?.Settle(onAir);
        if (onAir)
        {
            await RecordAsync(found, live, changes, spokenAt);
            await DraftAsync(found, live);
        }
        else
        {
            // Nothing of it may come up later in the middle of what is said then.
            live.Buffer.Finish();
            live.NotAired++;
            live.Refusal = stopped ?? Rejections.PenHeld((await found.Place.Writer.StateAsync()).Captions.Pens[source.Track].Name);
            live.RefusalOfPost = stopped is null ? live.Refusal : null;
        }

        Changed?.Invoke(source);
        return stopped ?? (live.Pending.Count > 0 ? live.Refusal : live.RefusalOfPost);
    }

    // What the one on air has begun is finished first, as with any hand-over; a token that is not higher changes nothing.
    private async Task ClaimAsync(FoundSource found, long token)
    {
        var pen = (await found.Place.Writer.StateAsync()).Captions.Pens.GetValueOrDefault(found.Source.Track);
        if (pen is null || pen.Holder == found.Source.Id.Writer ? pen?.Token != token : token > pen.Token)
        {
            if (pen?.Holder != found.Source.Id.Writer)
            {
                await FinishTrackAsync(found.Source.Session, found.Source.Track);
            }

            await _commands.RunAsync(found.Source.Writer, found.Place, CommandId.New(), new ClaimPen(found.Source.Track, token), gated: false);
        }
    }

    private async Task<bool> IsOnAirAsync(FoundSource found)
    {
        var pen = (await found.Place.Writer.StateAsync()).Captions.Pens.GetValueOrDefault(found.Source.Track);
        if (pen is null || pen.Holder == found.Source.Id.Writer || CaptionDecider.IsLeft(pen, found.Place.Meeting))
        {
            return true;
        }

        // A pen that is offered comes with the first line.
        if (pen.Offered && (await _commands.RunAsync(found.Source.Writer, found.Place, CommandId.New(), new TakePen(found.Source.Track), gated: false)).Accepted)
        {
            return true;
        }

        return await _silence.PassAsync(found.Place, found.Source.Track, found.Source.Writer);
    }

    private async Task RecordAsync(FoundSource found, LiveSource live, IReadOnlyList<LineChange> changes, DateTimeOffset? spokenAt)
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

    private async Task RetryAsync(FoundSource found, LiveSource live)
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
                _broadcaster.Draft(found.Source.Session, found.Source.Track, new CaptionEdit(line.Change.Text, null, live.Buffer.Language, live.Buffer.Speaker));
            }
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
            : _commands.RunAsync(found.Source.Writer, found.Place, line.Command, command);
    }

    private async Task DraftAsync(FoundSource found, LiveSource live)
    {
        var edit = new CaptionEdit(live.Buffer.Draft, null, live.Buffer.Language, live.Buffer.Speaker);
        if (CaptionDecider.Draft(await found.Place.Writer.StateAsync(), found.Source.Track, edit, found.Source.Writer, _limits) is { } draft)
        {
            _broadcaster.Draft(found.Source.Session, found.Source.Track, draft);
        }
    }

    private async Task FinishTrackAsync(SessionId session, string track)
    {
        if (await _directory.FindAsync(session) is { } place)
        {
            foreach (var live in _live.Values.Where(live => live.Source.Session == session && live.Source.Track == track))
            {
                await FinishAsync(new FoundSource(live.Source, place), live);
            }
        }
    }

    private async Task FinishAsync(FoundSource found, LiveSource live)
    {
        var changes = live.Buffer.Finish();
        var pen = (await found.Place.Writer.StateAsync()).Captions.Pens.GetValueOrDefault(found.Source.Track);
        if (pen is null || pen.Holder == found.Source.Id.Writer)
        {
            await RecordAsync(found, live, changes, spokenAt: null);
            Changed?.Invoke(found.Source);
        }
    }

    // A clock that is wrong would move words to another turn: it is set right first.
    private DateTimeOffset? SpokenAt(LiveSource live, PostReading reading) =>
        reading.SpokenAt is { } sent ? live.Clock.Read(sent, _time.GetUtcNow()) : null;

    private static ImmutableArray<SourceEdit> WithLanguage(ImmutableArray<SourceEdit> edits, string own, string? language) =>
        LanguageTag.Normalize(language) is { } tag
            ? [new SourceEdit.Language(tag.Split('-')[0].Equals(own.Split('-')[0], StringComparison.OrdinalIgnoreCase) ? own : tag), .. edits]
            : edits;
}
