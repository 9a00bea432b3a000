using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LiveSession.Analysis.Azure;
using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Analysis.Layers;
using LiveSession.Analysis.Transcripts;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Transcript;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using LiveSession.Server.Transcript;
using LiveSession.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Analysis;

/// <summary>
/// Reads transcripts, one session after the other, some time after they changed. It follows the log like any reader and nothing waits for it: whoever
/// wants a session that was not read yet is told so. What is found is kept in a file for each session, and found again where the file is gone.
/// </summary>
internal sealed partial class SessionAnalyses(
    MeetingDirectory directory, ISessionFeed feed, LanguageResource resource, IOptions<AnalysisOptions> options, IOptions<ServerOptions> server,
    Instruments instruments, TimeProvider time, ILogger<SessionAnalyses> logger) : BackgroundService
{
    // Of a long session a reading takes a second: then the machine has ten for everybody else.
    private const int RestPerWork = 10;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<SessionId, Shelf> _shelves = new();

    /// <summary>What was found in a session; null where it was not read yet, and will be now.</summary>
    public SessionReading? Find(SessionId session)
    {
        if (!options.Value.Enabled)
        {
            return null;
        }

        var shelf = ShelfOf(session);
        if (shelf.Reading is null)
        {
            shelf.Wanted = true;
        }

        return shelf.Reading;
    }

    /// <summary>The same for everybody to see; null also while it may still quote what was masked.</summary>
    public SessionReading? FindPublic(SessionId session, PublicationState publication) => Find(session) is { } reading && reading.IsPublic(publication) ? reading : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        instruments.Observe("livesession.analysis.waiting", "{session}", "Sessions that wait to be read.", () => [new Measurement<long>(_shelves.Values.Count(shelf => shelf.Wanted))]);
        instruments.Observe(
            "livesession.analysis.provisional", "{session}", "Sessions read on this machine in place of the language service, so far.",
            () => [new Measurement<long>(_shelves.Values.Count(shelf => shelf.Reading?.Analysis.Provisional == true))]);
        using var subscription = feed.Subscribe(Happened);
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var (session, shelf) in _shelves.Where(pair => IsDue(pair.Value)).ToList())
                {
                    await ReadAsync(session, shelf, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private bool IsDue(Shelf shelf)
    {
        var rested = shelf.ReadAt is not { } at || time.GetElapsedTime(at) >= Longer(options.Value.Interval, shelf.Took * RestPerWork);
        // What somebody stood in for is asked for again: while the service is away that is how it is found to be back.
        var again = shelf.Reading?.Analysis.Provisional == true && shelf.ReadAt is { } last && time.GetElapsedTime(last) >= options.Value.TryAgainAfter;
        return again || (shelf.Wanted && rested);
    }

    // Called while captions go out: it only takes note.
    private void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Session is not { } session)
        {
            return;
        }

        if (events.Any(happened => happened.Event is WordsRedacted))
        {
            // Nothing that quotes the words is shown or kept. A reading that is under way finds out at its end.
            _shelves.TryRemove(session, out _);
            Forget(session);
            ShelfOf(session).Wanted = true;
            return;
        }

        foreach (var happened in events)
        {
            if (happened.Event is CaptionLineAdded or CaptionLineCorrected or PersonalDataDecided or Core.Sessions.SessionClosed)
            {
                var shelf = ShelfOf(session);
                // A first line waits as long as others do, so that a whole sentence is there.
                shelf.ReadAt ??= time.GetTimestamp();
                shelf.Wanted = true;
                return;
            }
        }
    }

    private async Task ReadAsync(SessionId session, Shelf shelf, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        shelf.Wanted = false;
        try
        {
            if (await directory.FindAsync(session) is { } place)
            {
                shelf.Reading = await ReadAsync(place, shelf.Cache, cancellationToken);
                shelf.Cache.Sweep();
                shelf.Cache.Save(FileOf(session));
                if (_shelves.GetValueOrDefault(session) != shelf)
                {
                    Forget(session);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Of one session; the others are read, and this one when it changes.
            Log.Failed(logger, e, session);
        }

        (shelf.ReadAt, shelf.Took) = (time.GetTimestamp(), time.GetElapsedTime(began));
        instruments.AnalysisRounds.Record(shelf.Took.TotalSeconds);
    }

    private async Task<SessionReading> ReadAsync(SessionPlace place, AnalysisCache cache, CancellationToken cancellationToken)
    {
        var state = await place.Writer.StateAsync();
        var texts = SpokenText.Of(TranscriptBuilder.Build(place.ViewOf(state), state, TranscriptEndpoints.FloorTrack), state);
        string[] people = [.. place.Meeting.Participants.Values.Select(listed => listed.Name).Order(StringComparer.Ordinal)];
        // Other people on the roster are other names in the same words.
        var own = new CachingAnalyzer(
            new EmbeddedAnalyzer(Gazetteer.With(people)), cache, EmbeddedAnalyzer.ProviderName, $"{EmbeddedAnalyzer.Version} {string.Join('|', people)}");
        var analyzer = resource.Service is { } service
            ? new FallbackAnalyzer(
                new CachingAnalyzer(options.Value.MaskBeforeSending ? new MaskingAnalyzer(service) : service, cache, AzureLanguageAnalyzer.ProviderName, options.Value.ModelVersion), own)
            : (LiveSession.Analysis.ITextAnalyzer)own;
        var analysis = await new TranscriptReading(analyzer, own).ReadAsync([.. texts.Select(text => text.Said)], cancellationToken);
        return new SessionReading(texts, analysis, state.Publication);
    }

    private Shelf ShelfOf(SessionId session) => _shelves.GetOrAdd(session, id => new Shelf(new Lazy<AnalysisCache>(() => AnalysisCache.Load(FileOf(id)))));

    private FileInfo FileOf(SessionId session) => new(Path.Combine(new DataFolder(server.Value.Data).Analysis, $"{session}.json"));

    private void Forget(SessionId session)
    {
        try
        {
            File.Delete(FileOf(session).FullName);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was ever kept.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotForgotten(logger, e, session);
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // The file is read by the reader's own hand, not while captions go out.
    private sealed class Shelf(Lazy<AnalysisCache> cache)
    {
        public AnalysisCache Cache => cache.Value;

        public volatile SessionReading? Reading;

        public volatile bool Wanted;

        public long? ReadAt;

        public TimeSpan Took;
    }

    private static partial class Log
    {
        [LoggerMessage(703, LogLevel.Error, "What was found in session {Session} could not be deleted, and quotes words that were redacted: delete its file in the folder of the analysis")]
        public static partial void NotForgotten(ILogger logger, Exception e, SessionId session);

        [LoggerMessage(702, LogLevel.Error, "The transcript of session {Session} could not be analysed; captions and record are not concerned")]
        public static partial void Failed(ILogger logger, Exception e, SessionId session);
    }
}
