using LiveSession.Testing.Installation;

namespace LiveSession.Testing.Meetings;

/// <summary>A meeting on a real server of its own.</summary>
/// <param name="Server">The server.</param>
/// <param name="Meeting">The meeting.</param>
public sealed record HostedMeeting(ServerProcess Server, SeededMeeting Meeting) : IAsyncDisposable
{
    /// <summary>Starts a server whose archive holds a meeting.</summary>
    /// <param name="plan">The meeting; null for the default one.</param>
    /// <param name="happen">What happened in it before.</param>
    /// <param name="arguments">More of the server's command line.</param>
    public static async Task<HostedMeeting> StartAsync(
        MeetingPlan? plan = null, Func<ArchiveSeed, SeededMeeting, Task>? happen = null, params IReadOnlyList<string> arguments)
    {
        SeededMeeting? meeting = null;
        var server = await ServerProcess.StartAsync(async folder =>
        {
            await using var seed = ArchiveSeed.In(folder);
            meeting = await seed.FoundAsync(plan ?? new MeetingPlan());
            if (happen is not null)
            {
                await happen(seed, meeting);
            }
        }, arguments);
        return new HostedMeeting(server, meeting!);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
