using System.Security.Claims;
using LiveSession.Client.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveSession.Server.Roster;

/// <summary>Opening invitation links. Looking at one uses nothing up; the button on the page, a POST, exchanges it for a sign-in.</summary>
internal static class InvitationEndpoints
{
    public static string PathOf(string secret) => $"/i/{secret}";

    public static IEndpointRouteBuilder MapInvitations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Doors");
        group.MapGet("/i/{secret}", GetInvitation).WithName(nameof(GetInvitation));
        group.MapPost("/i/{secret}", PostInvitation).WithName(nameof(PostInvitation)).DisableAntiforgery();
        group.MapPost("/sign-out", (Delegate)PostSignOut).WithName(nameof(PostSignOut)).DisableAntiforgery();
        return routes;
    }

    private static async Task<IResult> GetInvitation(string secret, HttpContext http, Invitations invitations)
    {
        var found = await invitations.FindAsync(secret);
        if (found is not null && Holds(http, found))
        {
            return TypedResults.Redirect(await PlaceOfAsync(found, http));
        }

        return PageOf(secret, found, found is null ? Rejections.UnknownInvitation : found.Refusal);
    }

    private static async Task<IResult> PostInvitation(string secret, HttpContext http, Invitations invitations)
    {
        var forProgram = http.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
        var found = await invitations.FindAsync(secret);
        var refusal = found is null ? Rejections.UnknownInvitation : Holds(http, found) ? null : (await invitations.RedeemAsync(found, secret)).Rejection;
        if (refusal is not null)
        {
            return forProgram ? TypedResults.Json(refusal, statusCode: StatusCodes.Status403Forbidden) : PageOf(secret, found, refusal);
        }

        await SignIn.AddAsync(http, new Grant(found!.Log, found.Invitation.Id));
        return forProgram
            ? TypedResults.Ok(new OpenedInvitation(found.Meeting?.Slug, found.Role, found.Invitation.Participant))
            : TypedResults.Redirect(await PlaceOfAsync(found, http));
    }

    private static async Task<IResult> PostSignOut(HttpContext http)
    {
        await http.SignOutAsync();
        http.User = new ClaimsPrincipal(new ClaimsIdentity());
        return new RazorComponentResult<SignedOutPage>();
    }

    private static bool Holds(HttpContext http, FoundInvitation found) =>
        found.Invitation.RevokedAt is null && Grant.Of(http.User).Contains(new Grant(found.Log, found.Invitation.Id));

    // Where somebody of this role begins: the session that is on, else the next one, else the meeting's page.
    private static async Task<string> PlaceOfAsync(FoundInvitation found, HttpContext http)
    {
        if (found.Meeting is not { } meeting)
        {
            return "/desk";
        }

        if (found.Role is Role.Secretariat)
        {
            return $"/desk/{meeting.Slug}";
        }

        var view = await http.RequestServices.GetRequiredService<Meetings.MeetingViews>().ViewAsync(meeting, forSecretariat: false);
        var session = view.Sessions.FirstOrDefault(each => each.Phase is SessionPhase.Open or SessionPhase.Suspended)
            ?? view.Sessions.FirstOrDefault(each => each.Phase is SessionPhase.Scheduled);
        return session is null
            ? $"/m/{meeting.Slug}"
            : $"/m/{meeting.Slug}/{session.Number}" + found.Role switch { Role.Chair => "/chair", Role.Captioner => "/captions", _ => "" };
    }

    private static RazorComponentResult<InvitationPage> PageOf(string secret, FoundInvitation? found, Rejection? refusal) =>
        new(new { View = new InvitationPageView(PathOf(secret), found?.Meeting?.Title, found?.Name ?? "", found?.Role ?? Role.Observer, refusal) })
        {
            StatusCode = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden,
        };
}

/// <summary>The answer to a program that opened a link.</summary>
/// <param name="Meeting">The meeting's short name; null for the installation's secretariat.</param>
/// <param name="Role">The role the link carries.</param>
/// <param name="Participant">Whom it admits.</param>
internal sealed record OpenedInvitation(string? Meeting, Role Role, ParticipantId Participant);
