using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.Posts;
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
    private readonly SourceRecording _recording;
    private readonly SourcePace _pace;
    private readonly SourceOptions _options;
    private readonly SessionLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<SourceDesk> _logger;

    public SourceDesk(
        MeetingDirectory directory, SessionCommands commands, TrackGates gates, PenSilence silence, SourceRecording recording, SourcePace pace,
        IOptions<SourceOptions> options, IOptions<SessionLimits> limits, TimeProvider time, ILogger<SourceDesk> logger)
    {
        (_directory, _commands, _gates, _silence, _recording, _pace) = (directory, commands, gates, silence, recording, pace);
        (_options, _limits, _time, _logger) = (options.Value, limits.Value, time, logger);
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
        if (post.IsBinary)
        {
            live.LastHeard = _time.GetUtcNow();
            live.Refusal = Rejections.NotText;
            Changed?.Invoke(found.Source);
            return Rejections.NotText;
        }

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

        // Before the post is counted as taken: what is refused may come again. One that was taken already writes nothing.
        if (!IsKnown(live, number, hash) && TooManyLines(live, early?.Edits ?? live.Posts.EditsOf(text)) is { } tooMany)
        {
            live.Refusal = tooMany;
            Changed?.Invoke(found.Source);
            return tooMany;
        }

        if (text.Length == 0 || IsRepeated(live, number, hash, text, out var fresh))
        {
            await _recording.RetryAsync(found, live);
            live.Refusal = stopped ?? live.Refusal;
            Changed?.Invoke(found.Source);
            return stopped ?? (live.Pending.Count > 0 ? live.Refusal : text.Length == 0 || live.Post != (number ?? -1, hash) ? null : live.RefusalOfPost);
        }

        var reading = early ?? live.Posts.Read(fresh, live.Buffer.Ending);
        (live.Refusal, live.RefusalOfPost) = (null, null);
        live.Names(language);
        live.Examine(post with { Cut = post.Cut || cut });
        (live.Post, live.LinesOfPost) = ((number ?? -1, hash), number is null ? 0 : live.Sequence.LinesRecorded);
        if (reading.ControlToken is { } token && stopped is null)
        {
            await ClaimAsync(found, token);
        }

        var edits = WithLanguage(reading.Edits, live, language);
        if ((cut || post.Cut) && !live.Posts.Rolls)
        {
            // What was lost at its end stood between these words and the next ones.
            edits = edits.Add(new SourceEdit.Insert(" "));
        }

        return await TakeAsync(found, live, edits, SpokenAt(live, reading), stopped);
    }

    /// <summary>Tells the owner of a source that it posts too fast. What is refused so often waits for nothing.</summary>
    public void Slow(CaptionSourceId source, Rejection tooFast)
    {
        if (Find(source) is { } live)
        {
            live.LastHeard = _time.GetUtcNow();
            live.Refusal = tooFast;
            Changed?.Invoke(live.Source);
        }
    }

    /// <summary>
    /// Takes in what came over a connection: there is no number and no answer, so all of it is new. What comes faster than lines may be
    /// written waits here, and with it the connection.
    /// </summary>
    public async Task<Rejection?> TypeAsync(FoundSource found, IReadOnlyList<SourceEdit> edits)
    {
        Rejection? refusal = null;
        foreach (var part in InParts(edits, _pace.LinesAtOnce))
        {
            using var _ = await _pace.WaitForLinesAsync(found.Source.Id, Math.Min(_pace.LinesAtOnce, LineCut.LongLines.AtMost(_limits.LineLength).LinesIn(part)));
            refusal = await TypePartAsync(found, part) ?? refusal;
        }

        return refusal;
    }

    private async Task<Rejection?> TypePartAsync(FoundSource found, IReadOnlyList<SourceEdit> edits)
    {
        using var gate = await _gates.EnterAsync(found.Source.Session, found.Source.Track);
        var live = await LiveAsync(found);
        (live.LastHeard, live.LeftAt) = (_time.GetUtcNow(), null);
        (live.Post, live.LinesOfPost, live.RefusalOfPost) = ((-1, ""), 0, null);
        var refusal = await TakeAsync(found, live, edits, spokenAt: null, CaptionDecider.NotRunning(await found.Place.Writer.StateAsync()));
        await HoldAsync(found, live);
        return refusal;
    }

    private static IEnumerable<IReadOnlyList<SourceEdit>> InParts(IReadOnlyList<SourceEdit> edits, int mostLines)
    {
        var (from, lines) = (0, 0);
        for (var index = 0; index < edits.Count; index++)
        {
            lines += edits[index] is SourceEdit.NewLine ? 1 : 0;
            if (lines == mostLines || index == edits.Count - 1)
            {
                yield return [.. edits.Skip(from).Take(index + 1 - from)];
                (from, lines) = (index + 1, 0);
            }
        }
    }

    // Lines as they will stand in the record, whoever ends them: the track is kept busy for each of them, and others wait for it.
    private Rejection? TooManyLines(LiveSource live, IReadOnlyList<SourceEdit> edits)
    {
        var lines = live.Cut.LinesIn(edits, live.Buffer.Draft);
        return lines > _pace.LinesAtOnce ? Rejections.PostTooManyLines(_pace.LinesAtOnce)
            : _pace.AllowsLines(live.Source.Id, lines) ? null
            : Rejections.TooFast(_pace.LinesPerSecond);
    }

    private async Task<LiveSource> LiveAsync(FoundSource found)
    {
        if (_live.TryGetValue(found.Source.Id, out var live))
        {
            return live;
        }

        live = new LiveSource(found.Source, _limits, _time);
        SourceRecall.Into(live, await found.Place.Writer.StateAsync());
        return _live.GetOrAdd(found.Source.Id, live);
    }

    private bool IsKnown(LiveSource live, long? number, string hash) =>
        number is { } counted ? live.Sequence.IsRepeated(counted, hash)
        : live.LastUnnumbered.Hash == hash && _time.GetElapsedTime(live.LastUnnumbered.At) < SameLine;

    private bool IsRepeated(LiveSource live, long? number, string hash, string text, out string fresh)
    {
        if (number is { } counted)
        {
            var standing = live.Sequence.Take(counted, hash, text, out fresh);
            live.MissedAt = standing is PostStanding.AfterGap ? _time.GetUtcNow() : live.MissedAt;
            return standing is PostStanding.Repeated;
        }

        fresh = text;
        var again = IsKnown(live, number, hash);
        live.LastUnnumbered = (hash, _time.GetTimestamp());
        return again;
    }

    private async Task<Rejection?> TakeAsync(FoundSource found, LiveSource live, IReadOnlyList<SourceEdit> edits, DateTimeOffset? spokenAt, Rejection? stopped)
    {
        var source = found.Source;
        // A heartbeat, or the end of a line, says nothing: it takes the pen from nobody, keeps it for nobody, and holds up no line that waits for its end.
        var says = edits.Any(edit => edit is SourceEdit.Insert or SourceEdit.Erase or SourceEdit.Clear);
        if (_time.GetElapsedTime(live.HeardAt) >= _options.FinishAfter)
        {
            live.Pause();
        }

        live.HeardAt = says ? _time.GetTimestamp() : live.HeardAt;
        live.Hear(edits);
        var onAir = stopped is null && await IsOnAirAsync(found, says);
        if (stopped is null && says)
        {
            _silence.Heard(source.Session, source.Track, source.Id.Writer);
        }

        // A document that was not aired is no step towards the next one: that one says everything again.
        var changes = onAir || live.Screen is null ? live.Buffer.Apply(edits) : [];
        live.Screen?.Settle(onAir);
        if (onAir)
        {
            await _recording.RecordAsync(found, live, changes, spokenAt);
            await _recording.DraftAsync(found, live);
        }
        else
        {
            // Nothing of it may come up later in the middle of what is said then, and nothing said then may go where this was.
            live.Bar();
            live.NotAired += says ? 1 : 0;
            live.Refusal = stopped ?? Rejections.PenHeld((await found.Place.Writer.StateAsync()).Captions.Pens[source.Track].Name);
            // Software that knows one answer only would say this post for ever once the session is open, and none of what comes after it.
            live.RefusalOfPost = says && (stopped is null || live.Posts?.IsStructured == true) ? live.Refusal : null;
        }

        Changed?.Invoke(source);
        return stopped ?? (live.Pending.Count > 0 ? live.Refusal : live.RefusalOfPost);
    }

    // A clock that is wrong would move words to another turn: it is set right first.
    private DateTimeOffset? SpokenAt(LiveSource live, PostReading reading) =>
        reading.SpokenAt is { } sent ? live.Clock.Read(sent, _time.GetUtcNow()) : null;

    // The language that a post names is that of its own words: the next one that names none is in the source's own again.
    private static ImmutableArray<SourceEdit> WithLanguage(ImmutableArray<SourceEdit> edits, LiveSource live, string? language)
    {
        var (own, named, before) = (live.Source.Language, LanguageTag.Normalize(language), live.NamedLanguage);
        live.NamedLanguage = named is not null;
        return named is not null ? [InWhole(), .. edits.Select(edit => edit is SourceEdit.Language { Tag: null } ? InWhole() : edit)]
            : before ? [new SourceEdit.Language(own), .. edits]
            : edits;

        SourceEdit.Language InWhole() => new(LanguageTag.IsSame(named!, own) ? own : named);
    }
}
