using System.Globalization;
using LiveSession.Client.Braille;
using LiveSession.Client.Floor;
using LiveSession.Client.Home;
using LiveSession.Client.Layout;
using LiveSession.Client.Meetings;
using LiveSession.Client.Problems;
using LiveSession.Client.Resources;
using LiveSession.Client.Sessions;
using LiveSession.Client.Transcript;
using LiveSession.Core.Sessions;
using LiveSession.Server.Analysis;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions;
using LiveSession.Server.Floor;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using LiveSession.Server.Transcript;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Pages;

/// <summary>The pages anybody may read: static HTML, no circuit, no cookie.</summary>
internal static class PageEndpoints
{
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").WithTags("Pages").AddEndpointFilter<PageFilter>();
        pages.MapGet("/", GetHome).WithName(nameof(GetHome));
        pages.MapGet("/m/{slug}", GetMeetingPage).WithName(nameof(GetMeetingPage));
        pages.MapGet("/m/{slug}/{number:int}", GetSessionPage).WithName(nameof(GetSessionPage)).CacheOutput(nameof(SessionPageCache));
        // The same in rows for a braille display: see SessionPageAsync.
        pages.MapGet("/m/{slug}/{number:int}/braille", GetSessionPage).WithName("GetBraillePage");
        pages.MapGet("/m/{slug}/{number:int}/transcript", GetTranscriptPage).WithName(nameof(GetTranscriptPage));
        pages.MapGet("/m/{slug}/{number:int}/floor-report", GetFloorReportPage).WithName(nameof(GetFloorReportPage));
        return routes;
    }

    /// <summary>A page that says what went wrong.</summary>
    public static RazorComponentResult<ProblemPage> Problem(int status, string? detail = null) =>
        new(new { Status = status, Detail = detail }) { StatusCode = status };

    /// <summary>The session page for one reader, also as the answer to a form that was refused.</summary>
    public static async Task<IResult> SessionPageAsync(
        HttpContext http, SessionPlace place, Doors doors, BroadcastOptions options, Rejection? notice = null, FloorForm? asked = null)
    {
        var view = await ViewAsync(http, place, doors, options, notice, asked);
        var status = notice is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return IsFromBraille(http)
            ? new RazorComponentResult<BraillePage>(new { View = await BrailleAsync(http, place, view) }) { StatusCode = status }
            : new RazorComponentResult<SessionPage>(new { View = view }) { StatusCode = status };
    }

    /// <summary>Whether somebody reads, or sent a form from, the braille page.</summary>
    public static bool IsFromBraille(HttpContext http) => http.Request.Query["from"] == "braille" || http.Request.Path.Value?.EndsWith("/braille", StringComparison.Ordinal) == true;

    /// <summary>The row of the braille page that a form was sent from, as the query of its address.</summary>
    public static QueryString BraillePlaceOf(HttpContext http) =>
        QueryString.Create(http.Request.Query.Where(parameter => parameter.Key is "at" or "row" or "cells" or "track"));

    private static async Task<BraillePageView> BrailleAsync(HttpContext http, SessionPlace place, SessionPageView view)
    {
        var captions = (await place.Writer.StateAsync()).Captions;
        var cells = ReaderSettings.Of(http.Request).Cells;
        var track = view.Columns[0].Track ?? captions.Lines.FirstOrDefault()?.Track;
        var asked = long.TryParse(http.Request.Query["at"], CultureInfo.InvariantCulture, out var line) && int.TryParse(http.Request.Query["row"], CultureInfo.InvariantCulture, out var row)
            ? new BraillePlace(line, row)
            : (BraillePlace?)null;
        var words = http.RequestServices.GetRequiredService<IStringLocalizer<Text>>();
        var lines = captions.Lines.Where(line => line.Track == track).Select(SessionViews.ViewOf)
            .Select(line => line.Text.Length > 0 ? line : line with { Text = words["Script.Withdrawn"] }).ToImmutableArray();
        return new BraillePageView(view, BrailleReading.At(lines, asked, cells, words["Script.Unnamed"]), track, cells);
    }

    private static async Task<SessionPageView> ViewAsync(
        HttpContext http, SessionPlace place, Doors doors, BroadcastOptions options, Rejection? notice, FloorForm? asked)
    {
        var state = await place.Writer.StateAsync();
        var channels = CaptionChannels.WithAwaited(CaptionChannels.Of(state, place), http.Request.Query["track"]);
        var columns = CaptionChannels.Chosen(channels, http.Request.Query["track"])
            .Select(track => CaptionChannels.ColumnOf(state.Captions, track, options.SnapshotLines)).ToImmutableArray();
        var me = await doors.ActorAsync(http.User, place.Meeting, role => role is not Role.Captioner);
        return new SessionPageView(
            place.ViewOf(state),
            columns,
            me.IsAnonymous ? null : new RosterEntryView(me.Id, me.Name, me.Affiliation, StakeholderGroup.Unspecified, me.Role),
            notice, asked, channels, CaptionChannels.Unknown(channels, http.Request.Query["track"]), CaptionChannels.LeftOut(channels, http.Request.Query["track"]));
    }

    private static async Task<RazorComponentResult<HomePage>> GetHome(HttpContext http, MeetingViews views) =>
        new(new { View = await views.HomeAsync(http.User) });

    private static async Task<IResult> GetMeetingPage(string slug, HttpContext http, MeetingDirectory directory, MeetingViews views, Doors doors) =>
        await directory.FindAsync(slug) is { } meeting && await doors.MayReadAsync(http.User, meeting)
            ? new RazorComponentResult<MeetingPage>(new { View = await views.ViewAsync(meeting, forSecretariat: false) })
            : Problem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetSessionPage(
        string slug, int number, HttpContext http, Doors doors, IOptions<BroadcastOptions> options) =>
        await doors.FindAsync(http.User, slug, number) is { } place
            ? await SessionPageAsync(http, place, doors, options.Value)
            : Problem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetTranscriptPage(string slug, int number, string? track, HttpContext http, TranscriptReader reader, SessionAnalyses analyses, Doors doors)
    {
        if (await reader.FindAsync(slug, number, http) is not { } place)
        {
            return Problem(StatusCodes.Status404NotFound);
        }

        // Interpretations and other channels are not analysed: their transcript says the same again.
        var publication = (await place.Writer.StateAsync()).Publication;
        var reading = track is null or TranscriptEndpoints.FloorTrack ? analyses.FindPublic(place.Planned.Id, publication) : null;
        var secretariat = await doors.IsSecretariatAsync(http.User, place.Meeting);
        return new RazorComponentResult<TranscriptPage>(new
        {
            View = await TranscriptReader.ReadAsync(place, track),
            Analysis = reading?.ViewFor(publication, secretariat),
            MayRedact = secretariat,
        });
    }

    private static async Task<IResult> GetFloorReportPage(string slug, int number, HttpContext http, Doors doors, FloorReports reports) =>
        await doors.FindAsync(http.User, slug, number) is { } place
            ? new RazorComponentResult<FloorReportPage>(new { Session = await place.ViewAsync(), Report = await reports.ReadAsync(place) })
            : Problem(StatusCodes.Status404NotFound);
}
