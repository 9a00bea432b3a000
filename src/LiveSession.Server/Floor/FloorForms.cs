using System.Threading.RateLimiting;
using LiveSession.Client.Sessions;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Pages;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Floor;

/// <summary>The observers' side of the floor as ordinary forms: they work without script, and cost no circuit.</summary>
internal static class FloorForms
{
    private const int SlowDown = StatusCodes.Status429TooManyRequests;

    public static IEndpointRouteBuilder MapFloorForms(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}/floor").WithTags("Floor").DisableAntiforgery();
        group.MapPost("", PostRequest).WithName(nameof(PostRequest));
        group.MapPost("/withdraw", PostWithdraw).WithName(nameof(PostWithdraw));
        group.MapPost("/defer", PostDefer).WithName(nameof(PostDefer));
        group.MapPost("/yield", PostYield).WithName(nameof(PostYield));
        return routes;
    }

    private static async Task<IResult> PostRequest(
        string slug, int number, [FromForm] string? name, [FromForm] string? affiliation, [FromForm] string? note, [FromForm] string? kind, [FromForm] string? onBehalfOf,
        HttpContext http,
        Doors doors, MeetingCommands meetings, SessionCommands sessions, RegistrationPace pace, IOptions<BroadcastOptions> options)
    {
        if (await doors.FindAsync(http.User, slug, number) is not { } place)
        {
            return PageEndpoints.Problem(StatusCodes.Status404NotFound);
        }

        var asked = new FloorForm(name, affiliation, note, KindOf(kind), onBehalfOf);
        if ((await doors.ActorAsync(http.User, place.Meeting, role => role is not Role.Captioner)).IsAnonymous)
        {
            if (!pace.Allows(http.Connection.RemoteIpAddress))
            {
                return PageEndpoints.Problem(SlowDown);
            }

            if (await RegisterAsync(http, place, asked, meetings, await place.Writer.StateAsync()) is { } refusal)
            {
                return await PageEndpoints.SessionPageAsync(http, place, doors, options.Value, refusal, asked);
            }
        }

        return await AnswerAsync(http, place, doors, options.Value, asked, sessions, new RequestFloor(note, asked.Kind, onBehalfOf));
    }

    private static async Task<IResult> PostWithdraw(
        string slug, int number, HttpContext http, Doors doors, SessionCommands sessions, IOptions<BroadcastOptions> options) =>
        await doors.FindAsync(http.User, slug, number) is { } place
            ? await AnswerAsync(http, place, doors, options.Value, null, sessions, new WithdrawRequest())
            : PageEndpoints.Problem(StatusCodes.Status404NotFound);

    private static async Task<IResult> PostDefer(
        string slug, int number, HttpContext http, Doors doors, SessionCommands sessions, IOptions<BroadcastOptions> options) =>
        await doors.FindAsync(http.User, slug, number) is { } place
            ? await AnswerAsync(http, place, doors, options.Value, null, sessions, new DeferRequest())
            : PageEndpoints.Problem(StatusCodes.Status404NotFound);

    private static async Task<IResult> PostYield(
        string slug, int number, HttpContext http, Doors doors, SessionCommands sessions, IOptions<BroadcastOptions> options) =>
        await doors.FindAsync(http.User, slug, number) is { } place
            ? await AnswerAsync(http, place, doors, options.Value, null, sessions, new YieldFloor())
            : PageEndpoints.Problem(StatusCodes.Status404NotFound);

    // Naming oneself gives a sign-in of its own kind: an observer of this meeting, revocable like any link.
    private static async Task<Rejection?> RegisterAsync(
        HttpContext http, SessionPlace place, FloorForm asked, MeetingCommands meetings, Core.Sessions.SessionState state)
    {
        if (state.Phase is SessionPhase.Scheduled or SessionPhase.Closed)
        {
            return state.Phase is SessionPhase.Scheduled ? Rejections.SessionNotOpen : Rejections.SessionClosed;
        }

        var command = CommandId.New();
        var link = new NewLink(
            InvitationId.From(DerivedId.From(command, "invitation")), ParticipantId.From(command.Value), InvitationSecret.HashOf(InvitationSecret.New()));
        var registered = await meetings.RunAsync(
            Actor.Anonymous, place.Meeting.Id, command, new RegisterObserver(link.Participant, asked.Name ?? "", asked.Affiliation ?? "", link));
        if (registered.Accepted)
        {
            var grant = new Grant(LogId.Of(place.Meeting.Id), link.Invitation);
            await SignIn.AddAsync(http, grant);
            (http.User.Identities.FirstOrDefault() as System.Security.Claims.ClaimsIdentity)?.AddClaim(grant.ToClaim());
        }

        return registered.Rejection;
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, SessionPlace place, Doors doors, BroadcastOptions options, FloorForm? asked, SessionCommands sessions, SessionCommand wanted)
    {
        var result = await sessions.RunAsync(http.User, place.Planned.Id, CommandId.New(), wanted);
        return result.Rejection is { } refusal
            ? await PageEndpoints.SessionPageAsync(http, place, doors, options, refusal, asked)
            : TypedResults.Redirect($"/m/{place.Meeting.Slug}/{place.Planned.Number}{(PageEndpoints.IsFromBraille(http) ? $"/braille{PageEndpoints.BraillePlaceOf(http)}#ask" : "#floor")}");
    }

    // A form that names none, or one of another version, asks for what everybody may ask for.
    private static SpeechKind KindOf(string? posted) =>
        Enum.TryParse<SpeechKind>(posted, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : SpeechKind.Statement;
}

/// <summary>How fast one address may name new people.</summary>
internal sealed class RegistrationPace(IOptions<ConnectionOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<System.Net.IPAddress> _limiter = PartitionedRateLimiter.Create<System.Net.IPAddress, System.Net.IPAddress>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.RegistrationsPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    public bool Allows(System.Net.IPAddress? address) => _limiter.AttemptAcquire(address ?? System.Net.IPAddress.None).IsAcquired;

    public void Dispose() => _limiter.Dispose();
}
