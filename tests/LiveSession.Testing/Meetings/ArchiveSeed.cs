using System.Collections.Immutable;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;

namespace LiveSession.Testing.Meetings;

/// <summary>
/// Fills a server's data folder before it starts: a real archive, written by the product's own rules, with links whose secrets the test
/// knows.
/// </summary>
public sealed class ArchiveSeed : IAsyncDisposable
{
    private const int MostUses = 1_000;
    private static readonly TimeSpan BetweenSessions = TimeSpan.FromHours(3);
    private static readonly Actor Secretariat = new(ParticipantId.New(), Role.Secretariat, "Secretariat", "");

    private readonly ISessionLog _archive;
    private readonly SessionLimits _limits = new();

    private ArchiveSeed(ISessionLog archive) => _archive = archive;

    /// <summary>Opens the archive of a data folder whose server does not run.</summary>
    public static ArchiveSeed In(string dataFolder) => new(new SqliteSessionLog(Path.Combine(dataFolder, "livesession.db")));

    /// <summary>Writes into a PostgreSQL database.</summary>
    public static ArchiveSeed InDatabase(string connection) => new(new PostgresSessionLog(connection));

    /// <summary>Founds a meeting in a data folder and gives everybody on its roster a link.</summary>
    public static async Task<SeededMeeting> FoundAsync(string dataFolder, MeetingPlan? plan = null)
    {
        await using var seed = In(dataFolder);
        return await seed.FoundAsync(plan ?? new MeetingPlan());
    }

    /// <summary>Founds a meeting and gives everybody on its roster a link.</summary>
    public async Task<SeededMeeting> FoundAsync(MeetingPlan plan)
    {
        var now = TimeProvider.System.GetUtcNow();
        var command = CommandId.New();
        var id = MeetingId.From(command.Value);
        var house = await new SeededLog<HouseState>(_archive, LogId.House).LoadAsync();
        await house.RunAsync(command, Secretariat, now, state => HouseDecider.Decide(state, new RegisterMeeting(id, plan.Slug), Secretariat, now));

        var meeting = new SeededLog<MeetingState>(_archive, LogId.Of(id));
        Task Run(CommandId by, MeetingCommand wanted) => meeting.RunAsync(by, Secretariat, now, state =>
            MeetingDecider.Decide(state, wanted, new MeetingContext(by, Secretariat, now, id, _ => false, _limits)));
        var start = plan.StartsAt ?? now.AddMinutes(40);
        await Run(command, new CreateMeeting(
            plan.Slug, plan.Title, plan.TimeZone, plan.Public,
            [.. plan.Sessions.Select((title, index) => new SessionPlan(title, start + (index * BetweenSessions), start + (index * BetweenSessions) + TimeSpan.FromHours(2)))],
            plan.Agenda));
        await Run(CommandId.New(), new ImportRoster(plan.Roster));

        var links = meeting.State.Participants.Values.ToDictionary(participant => participant, _ => InvitationSecret.New());
        await Run(CommandId.New(), new IssueInvitations(
            [.. links.Select(link => new NewLink(InvitationId.New(), link.Key.Id, InvitationSecret.HashOf(link.Value)))], now.AddDays(1), MostUses));
        var sources = ImmutableDictionary<string, string>.Empty;
        foreach (var software in plan.Sources)
        {
            var (secret, source) = (InvitationSecret.New(), CaptionSourceId.New());
            await Run(CommandId.New(), new IssueCaptionSource(
                source, meeting.State.Sessions.Values.Single(session => session.Number == 1).Id,
                software.Name, software.Track, "en", software.Protocol, InvitationSecret.HashOf(secret)));
            if (software.Withdrawn)
            {
                await Run(CommandId.New(), new RevokeCaptionSource(source));
            }

            sources = sources.Add(software.Name, secret);
        }

        return new SeededMeeting(
            meeting.State, links.ToImmutableDictionary(link => link.Key.Name, link => PathOf(link.Value)), await AdmitSecretariatAsync(house, now))
        {
            Sources = sources,
        };
    }

    /// <summary>Changes a meeting as its secretariat.</summary>
    public Task ChangeAsync(SeededMeeting meeting, MeetingCommand wanted) => ChangeAsync(meeting, _ => wanted);

    /// <summary>Changes a meeting as its secretariat, as it stands now.</summary>
    public async Task ChangeAsync(SeededMeeting meeting, Func<MeetingState, MeetingCommand> wanted)
    {
        var log = await new SeededLog<MeetingState>(_archive, LogId.Of(meeting.State.Id)).LoadAsync();
        var (command, now) = (CommandId.New(), TimeProvider.System.GetUtcNow());
        await log.RunAsync(command, Secretariat, now, state =>
            MeetingDecider.Decide(state, wanted(state), new MeetingContext(command, Secretariat, now, meeting.State.Id, _ => false, _limits)));
    }

    /// <summary>Lets things happen in a session, in order, each as the first on the roster whose role may do it.</summary>
    public async Task HappenAsync(SeededMeeting meeting, int session, params IReadOnlyList<SessionCommand> commands)
    {
        var id = meeting.Session(session);
        var log = await new SeededLog<SessionState>(_archive, LogId.Of(id)).LoadAsync();
        foreach (var wanted in commands)
        {
            var (command, now) = (CommandId.New(), TimeProvider.System.GetUtcNow());
            var by = meeting.State.Participants.Values
                .OrderByDescending(participant => participant.Role).ThenBy(participant => participant.Name, StringComparer.Ordinal)
                .First(participant => SessionPermissions.Allows(participant.Role, wanted));
            var actor = new Actor(by.Id, by.Role, by.Name, by.Affiliation);
            await log.RunAsync(command, actor, now, state => SessionDecider.Decide(
                state, wanted, new SessionContext(command, actor, now, id, meeting.State, _limits)));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ((IAsyncDisposable)_archive).DisposeAsync();

    // A link that was opened once: the server then prints none of its own and withdraws none.
    private static async Task<string> AdmitSecretariatAsync(SeededLog<HouseState> house, DateTimeOffset now)
    {
        var secret = InvitationSecret.New();
        var link = new NewLink(InvitationId.New(), ParticipantId.New(), InvitationSecret.HashOf(secret));
        await house.RunAsync(CommandId.New(), Secretariat, now, state => HouseDecider.Decide(
            state, new IssueInvitations([link], now.AddDays(1), MostUses), Secretariat, now));
        await house.RunAsync(CommandId.New(), Actor.Anonymous, now, state => HouseDecider.Decide(
            state, new RedeemInvitation(link.SecretHash), Actor.Anonymous, now));
        return PathOf(secret);
    }

    private static string PathOf(string secret) => $"/i/{secret}";
}
