using System.Security.Claims;
using LiveSession.Client.Captions;
using LiveSession.Client.Floor;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;
using LiveSession.Server.Pages;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Floor;

/// <summary>The page on which speakers hand in the text of a statement, as ordinary forms: they work without script, and cost no circuit.</summary>
internal static class StatementForms
{
    public static IEndpointRouteBuilder MapStatementForms(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}/statement").WithTags("Floor").DisableAntiforgery().AddEndpointFilter(async (context, next) =>
        {
            // Whoever takes the seat at this computer next is not to find it by going back.
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(context);
        });
        group.MapGet("", GetStatement).WithName(nameof(GetStatement));
        group.MapPost("", PostStatement).WithName(nameof(PostStatement));
        group.MapPost("/withdraw", PostStatementWithdrawal).WithName(nameof(PostStatementWithdrawal));
        return routes;
    }

    private static async Task<IResult> GetStatement(
        string slug, int number, string? language, HttpContext http, Doors doors, IOptions<SessionLimits> limits) =>
        await doors.FindAsync(http.User, slug, number) is { } place
            ? await PageAsync(http.User, place, doors, limits.Value, language, text: null, refused: null)
            : PageEndpoints.Problem(StatusCodes.Status404NotFound);

    private static Task<IResult> PostStatement(
        string slug, int number, [FromForm] string? language, [FromForm] string? text,
        HttpContext http, Doors doors, MeetingCommands meetings, CommandPace pace, IOptions<SessionLimits> limits) =>
        RunAsync(slug, number, language, text, http, doors, meetings, pace, limits.Value, session => new HandInStatement(session, language ?? "", text ?? ""));

    private static Task<IResult> PostStatementWithdrawal(
        string slug, int number, [FromForm] string? language,
        HttpContext http, Doors doors, MeetingCommands meetings, CommandPace pace, IOptions<SessionLimits> limits) =>
        RunAsync(slug, number, language, null, http, doors, meetings, pace, limits.Value, session => new WithdrawStatement(session, language ?? ""));

    private static async Task<IResult> RunAsync(
        string slug, int number, string? language, string? text, HttpContext http, Doors doors, MeetingCommands meetings, CommandPace pace, SessionLimits limits,
        Func<SessionId, MeetingCommand> wanted)
    {
        if (await doors.FindAsync(http.User, slug, number) is not { } place)
        {
            return PageEndpoints.Problem(StatusCodes.Status404NotFound);
        }

        var result = pace.Allows(http.User)
            ? await meetings.RunAsync(http.User, place.Meeting.Id, CommandId.New(), wanted(place.Planned.Id))
            : CommandResult.Refused(Rejections.TooFast(pace.PerSecond));
        // Sent twice, by a second press or a reload, it stands as it is wanted.
        return result.Rejection is { } refused && refused != Rejections.StatementUnchanged && refused != Rejections.NoStatement
            ? await PageAsync(http.User, place, doors, limits, language, text, refused)
            : TypedResults.Redirect($"/m/{slug}/{number}/statement#handed-in");
    }

    private static async Task<IResult> PageAsync(
        ClaimsPrincipal caller, SessionPlace place, Doors doors, SessionLimits limits, string? language, string? text, Rejection? refused)
    {
        var me = await doors.ActorAsync(caller, place.Meeting, role => role is not Role.Captioner);
        var mine = MeetingViews.StatementsOf(place.Meeting, place.Planned.Id).Where(statement => statement.Speaker == me.Id).ToImmutableArray();
        var shown = mine.FirstOrDefault(statement => statement.Language == language);
        var view = new StatementPageView(
            await place.ViewAsync(),
            place.Meeting.Participants.ContainsKey(me.Id) && me.Role is not Role.Captioner
                ? new RosterEntryView(me.Id, me.Name, me.Affiliation, StakeholderGroup.Unspecified, me.Role)
                : null,
            mine)
        {
            Language = shown?.Language ?? (CaptionTracks.Languages.Contains(language ?? "") ? language! : System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName),
            Text = text ?? shown?.Text ?? "",
            MostLength = limits.StatementLength,
            Refused = refused,
        };
        return new RazorComponentResult<StatementPage>(new { View = view })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }
}
