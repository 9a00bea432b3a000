using LiveSession.Client.Captions;
using LiveSession.Client.Floor;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Server.Captions;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Pages;

/// <summary>The session as it is shown elsewhere: over somebody's stream, in somebody's page, on the screens of the hall. They keep nothing of their viewers, not even a choice.</summary>
internal static class ElsewhereEndpoints
{
    private const int OverlayLines = 12;
    private const int EmbeddedLines = 30;

    public static IEndpointRouteBuilder MapElsewhere(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}").WithTags("Pages").AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-cache";
            context.HttpContext.Response.Headers.Vary = "Accept-Language";
            return await next(context);
        });
        group.MapGet("/overlay", GetOverlay).WithName(nameof(GetOverlay));
        group.MapGet("/embed", GetEmbed).WithName(nameof(GetEmbed));
        group.MapGet("/projector", (string slug, int number, string? track, HttpContext http, Doors doors) => GetHallScreen(slug, number, track, http, doors, HallView.Projector))
            .WithName("GetProjector");
        group.MapGet("/confidence", (string slug, int number, string? track, HttpContext http, Doors doors) => GetHallScreen(slug, number, track, http, doors, HallView.Confidence))
            .WithName("GetConfidence");
        return routes;
    }

    private static Task<IResult> GetOverlay(string slug, int number, string? track, HttpContext http, Doors doors) =>
        ShowAsync(slug, number, track, http, doors, (place, state, shown) => new RazorComponentResult<OverlayPage>(new
        {
            Session = SessionViews.ViewOf(state, place.Meeting, place.Planned),
            Lines = Latest(state.Captions, shown, OverlayLines),
            Track = shown,
        }));

    private static Task<IResult> GetEmbed(string slug, int number, string? track, HttpContext http, Doors doors, IOptions<EmbeddingOptions> options)
    {
        PageSetup.AllowFraming(http, options.Value.Origins);
        return ShowAsync(slug, number, track, http, doors, (place, state, shown) =>
        {
            var lines = Latest(state.Captions, shown, EmbeddedLines);
            return new RazorComponentResult<EmbedPage>(new
            {
                Session = place.ViewOf(state),
                Lines = lines,
                Earlier = lines.Length > 0 && state.Captions.Lines.First(line => line.Track == shown).Number < lines[0].Number,
                Track = shown,
            });
        });
    }

    private static Task<IResult> GetHallScreen(string slug, int number, string? track, HttpContext http, Doors doors, HallView view) =>
        ShowAsync(slug, number, track, http, doors, (place, state, shown) => new RazorComponentResult<HallScreen>(new
        {
            Session = place.ViewOf(state),
            Lines = Latest(state.Captions, shown, OverlayLines),
            Track = shown,
            View = view,
        }));

    private static async Task<IResult> ShowAsync(
        string slug, int number, string? track, HttpContext http, Doors doors, Func<SessionPlace, SessionState, string, IResult> show)
    {
        if (await doors.FindAsync(http.User, slug, number) is not { } place)
        {
            return PageEndpoints.Problem(StatusCodes.Status404NotFound);
        }

        var state = await place.Writer.StateAsync();
        return show(place, state, TrackOf(track, state, place));
    }

    // A channel nobody writes on yet may be asked for: the stream is set up before the session begins.
    private static string TrackOf(string? asked, SessionState state, SessionPlace place) =>
        asked is not null && CaptionDecider.IsTrack(asked) ? asked : CaptionChannels.MainOf(CaptionChannels.Of(state, place));

    private static ImmutableArray<CaptionLineView> Latest(CaptionState captions, string track, int count) =>
        [.. captions.Lines.Reverse().Where(line => line.Track == track).Take(count).Reverse().Select(SessionViews.ViewOf)];
}
