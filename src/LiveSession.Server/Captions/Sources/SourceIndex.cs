using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.Captions.Sources;

/// <summary>
/// Finds a caption source by the secret in its address. Every secret, whether known, withdrawn or made up, takes the same way: one hash, one
/// look-up of it, one comparison in constant time; and gets the same answer when it opens nothing.
/// </summary>
internal sealed class SourceIndex(MeetingDirectory directory, ISessionFeed feed) : IHostedService, IDisposable
{
    private static readonly byte[] Nobody = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private readonly ConcurrentDictionary<string, Place> _byHash = new(StringComparer.Ordinal);
    private volatile Place? _lastLearned;
    private IDisposable? _subscription;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Learn);
        foreach (var meeting in await directory.ListAsync())
        {
            Learn(meeting);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _subscription?.Dispose();

    /// <summary>The source of a secret and its session; null when there is none that stands.</summary>
    public async Task<FoundSource?> FindAsync(string? secret)
    {
        var hash = InvitationSecret.HashOf(secret ?? "");
        // What is looked for in vain is looked for in the same places as what is there.
        var place = _byHash.TryGetValue(hash, out var known) ? known : _lastLearned;
        var source = place is not null && directory.WriterOf(place.Meeting).StateIfLoaded is { } meeting ? meeting.CaptionSources.All.GetValueOrDefault(place.Source) : null;
        var same = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(source?.SecretHash ?? Convert.ToHexStringLower(Nobody)));
        return same && source is { RevokedAt: null } && await directory.FindAsync(source.Session) is { } session
            ? new FoundSource(source, session)
            : null;
    }

    /// <summary>A source and its session by its id; null when it was withdrawn.</summary>
    public async Task<FoundSource?> FindAsync(MeetingId meeting, CaptionSourceId source) =>
        directory.WriterOf(meeting).StateIfLoaded?.CaptionSources.All.GetValueOrDefault(source) is { RevokedAt: null } standing
        && await directory.FindAsync(standing.Session) is { } session
            ? new FoundSource(standing, session)
            : null;

    private void Learn(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Meeting is { } meeting)
        {
            foreach (var issued in events.Select(happened => happened.Event).OfType<CaptionSourceIssued>())
            {
                Learn(issued.SecretHash, meeting, issued.Source);
            }
        }
        else if (log == LogId.House)
        {
            foreach (var registered in events.Select(happened => happened.Event).OfType<MeetingRegistered>())
            {
                _ = directory.TakeInAsync(registered.Meeting, Learn);
            }
        }
    }

    private void Learn(MeetingState meeting)
    {
        foreach (var source in meeting.CaptionSources.All.Values)
        {
            Learn(source.SecretHash, meeting.Id, source.Id);
        }
    }

    private void Learn(string hash, MeetingId meeting, CaptionSourceId source) => _lastLearned = _byHash[hash] = new Place(meeting, source);

    private sealed record Place(MeetingId Meeting, CaptionSourceId Source);
}

/// <summary>A source that stands, and where it writes.</summary>
internal sealed record FoundSource(CaptionSource Source, SessionPlace Place);
