using LiveSession.Core.Captions;
using LiveSession.Ingest.Live;

namespace LiveSession.Server.Captions.Sources;

/// <summary>Who is on air among the sources, and what becomes of what they have begun.</summary>
internal sealed partial class SourceDesk
{
    // Long enough for a program that lost its line to connect again and go on in the same words.
    private static readonly TimeSpan AfterLeaving = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Finishes the lines that have been waiting for their end for too long, or all of them. One that cannot be finished holds up no other.
    /// </summary>
    public Task FinishIdleAsync(bool all) => Task.WhenAll(_live.Values.Select(async live =>
    {
        try
        {
            await FinishIdleAsync(live, all);
        }
        catch (Exception e)
        {
            LogNotFinished(live.Source.Id, e);
        }
    }));

    /// <summary>Finishes the line that a source has begun.</summary>
    public async Task FinishAsync(CaptionSourceId source)
    {
        if (Find(source) is { } live && await _directory.FindAsync(live.Source.Session) is { } place)
        {
            using var gate = await _gates.EnterAsync(live.Source.Session, live.Source.Track);
            await FinishAsync(new FoundSource(live.Source, place), live, live.Buffer.Finish());
        }
    }

    /// <summary>The program that wrote as a source has hung up: nobody may come to finish what it has begun.</summary>
    public void Left(CaptionSourceId source)
    {
        if (Find(source) is { } live)
        {
            live.LeftAt = _time.GetTimestamp();
        }
    }

    private async Task FinishIdleAsync(LiveSource live, bool all)
    {
        if (await _directory.FindAsync(live.Source.Session) is not { } place)
        {
            return;
        }

        using var gate = await _gates.EnterAsync(live.Source.Session, live.Source.Track);
        var (since, patience) = live.LeftAt is { } left ? (left, AfterLeaving)
            : (live.HeardAt, live.Posts?.Cut.Sentences == true ? _options.FinishAfter : 4 * _options.FinishAfter);
        var begun = live.Buffer.Draft.Length + live.Pending.Count > 0;
        if (all ? begun || live.Buffer.Holds : begun && _time.GetElapsedTime(since) >= patience)
        {
            await FinishAsync(new FoundSource(live.Source, place), live, live.Buffer.Finish());
        }
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

    private async Task<bool> IsOnAirAsync(FoundSource found, bool says)
    {
        var pen = (await found.Place.Writer.StateAsync()).Captions.Pens.GetValueOrDefault(found.Source.Track);
        if (pen is null || pen.Holder == found.Source.Id.Writer || CaptionDecider.IsLeft(pen, found.Place.Meeting))
        {
            return true;
        }

        if (!says)
        {
            return false;
        }

        // What the holder has begun is finished first, as with any hand-over.
        Task FinishAsync() => FinishTrackAsync(found.Source.Session, found.Source.Track);
        if (pen.Offered)
        {
            // A pen that is offered comes with the first line.
            await FinishAsync();
            if ((await _commands.RunAsync(found.Source.Writer, found.Place, CommandId.New(), new TakePen(found.Source.Track), gated: false)).Accepted)
            {
                return true;
            }
        }

        return await _silence.PassAsync(found.Place, found.Source.Track, found.Source.Writer, FinishAsync);
    }

    // The pen goes to another, or the record stops or goes on: nothing said later reaches back over that.
    private async Task FinishTrackAsync(SessionId session, string track)
    {
        if (await _directory.FindAsync(session) is { } place)
        {
            foreach (var live in _live.Values.Where(live => live.Source.Session == session && live.Source.Track == track))
            {
                await FinishAsync(new FoundSource(live.Source, place), live, live.Bar());
            }
        }
    }

    private async Task FinishAsync(FoundSource found, LiveSource live, IReadOnlyList<LineChange> changes)
    {
        var pen = (await found.Place.Writer.StateAsync()).Captions.Pens.GetValueOrDefault(found.Source.Track);
        if (pen is null || pen.Holder == found.Source.Id.Writer)
        {
            await _recording.RecordAsync(found, live, changes, spokenAt: null);
            Changed?.Invoke(found.Source);
        }
    }

    [LoggerMessage(131, LogLevel.Error, "What source {Source} has begun could not be finished; it is tried again")]
    private partial void LogNotFinished(CaptionSourceId source, Exception fault);
}
