using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

namespace LiveSession.Faults;

/// <summary>A running server with one meeting whose first session is open.</summary>
internal sealed class OpenHouse : IAsyncDisposable
{
    private OpenHouse(ServerProcess server, SeededMeeting meeting) => (Server, Meeting) = (server, meeting);

    public ServerProcess Server { get; }

    public SeededMeeting Meeting { get; }

    public SessionId Session => Meeting.Session();

    /// <summary>The file everything is in.</summary>
    public string Archive => Path.Combine(Server.Data, "livesession.db");

    public static Task<OpenHouse> StartAsync(params IReadOnlyList<string> arguments) => StartAsync(new MeetingPlan(), arguments);

    public static async Task<OpenHouse> StartAsync(MeetingPlan plan, params IReadOnlyList<string> arguments)
    {
        SeededMeeting meeting = null!;
        var server = await ServerProcess.StartAsync(async folder => meeting = await SeedAsync(folder, plan), arguments);
        return new OpenHouse(server, meeting);
    }

    /// <summary>Founds a meeting in a data folder and opens its first session.</summary>
    public static async Task<SeededMeeting> SeedAsync(string folder, MeetingPlan plan)
    {
        var meeting = await ArchiveSeed.FoundAsync(folder, plan);
        await using var seed = ArchiveSeed.In(folder);
        await seed.HappenAsync(meeting, 1, new OpenSession());
        return meeting;
    }

    /// <summary>Somebody's link, opened.</summary>
    public Task<OpenedLink> OpenLinkAsync(string name) => OpenedLink.OpenAsync(Server.Address, Meeting.Links[name]);

    /// <summary>A captioner at work.</summary>
    public async Task<CaptionerClient> CaptionerAsync(string name = MeetingPlan.Captioner, string track = "floor") =>
        await CaptionerClient.SitDownAsync(await OpenLinkAsync(name), Session, track);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
