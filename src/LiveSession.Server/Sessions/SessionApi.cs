using System.ComponentModel;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveSession.Server.Sessions;

/// <summary>Meetings and sessions as JSON, for pages' scripts and for programs.</summary>
internal static class SessionApi
{
    private const int MostLines = 1_000;

    public static IEndpointRouteBuilder MapSessionApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Sessions");
        group.MapGet("/meetings/{slug}", GetMeeting).WithName(nameof(GetMeeting));
        group.MapGet("/sessions/{session:guid}", GetSession).WithName(nameof(GetSession));
        group.MapGet("/sessions/{session:guid}/lines", GetLines).WithName(nameof(GetLines));
        return routes;
    }

    private static async Task<Results<Ok<MeetingView>, NotFound>> GetMeeting(
        string slug, HttpContext http, MeetingDirectory directory, MeetingViews views, Doors doors) =>
        await directory.FindAsync(slug) is { } meeting && await doors.MayReadAsync(http.User, meeting)
            ? TypedResults.Ok(await views.ViewAsync(meeting, forSecretariat: false))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<SessionView>, NotFound>> GetSession(
        Guid session, HttpContext http, MeetingDirectory directory, Doors doors) =>
        await directory.FindAsync(new SessionId(session)) is { } place && await doors.MayReadAsync(http.User, place.Meeting)
            ? TypedResults.Ok(await place.ViewAsync())
            : TypedResults.NotFound();

    /// <summary>The lines before a number, the latest of them, in order.</summary>
    private static async Task<Results<Ok<ImmutableArray<CaptionLineView>>, NotFound>> GetLines(
        Guid session, HttpContext http, MeetingDirectory directory, Doors doors,
        [Description("Only lines with a smaller number.")] long before = long.MaxValue, [Description("How many, at most 1,000.")] int take = 200)
    {
        if (await directory.FindAsync(new SessionId(session)) is not { } place || !await doors.MayReadAsync(http.User, place.Meeting))
        {
            return TypedResults.NotFound();
        }

        var captions = (await place.Writer.StateAsync()).Captions;
        var end = captions.CountUpTo(Math.Max(1, before) - 1);
        var start = Math.Max(0, end - Math.Clamp(take, 1, MostLines));
        return TypedResults.Ok<ImmutableArray<CaptionLineView>>([.. captions.Lines.GetRange(start, end - start).Select(SessionViews.ViewOf)]);
    }
}
