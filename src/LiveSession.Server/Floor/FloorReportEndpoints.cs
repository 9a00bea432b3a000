using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveSession.Server.Pages;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveSession.Server.Floor;

/// <summary>How the floor was shared, as data; for whoever may read the session.</summary>
internal static class FloorReportEndpoints
{
    public static IEndpointRouteBuilder MapFloorReports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}").WithTags("Floor").AddEndpointFilter<PageFilter>();
        group.MapGet("/floor-report.json", GetFloorReport).WithName(nameof(GetFloorReport));
        group.MapGet("/floor-report.csv", GetFloorReportCsv).WithName(nameof(GetFloorReportCsv));
        return routes;
    }

    private static async Task<Results<Ok<FloorReport>, NotFound>> GetFloorReport(string slug, int number, HttpContext http, Doors doors, FloorReports reports) =>
        await doors.FindAsync(http.User, slug, number) is { } place ? TypedResults.Ok(await reports.ReadAsync(place)) : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> GetFloorReportCsv(string slug, int number, HttpContext http, Doors doors, FloorReports reports) =>
        await doors.FindAsync(http.User, slug, number) is { } place
            ? TypedResults.Text(CsvOf(await reports.ReadAsync(place)), "text/csv; charset=utf-8")
            : TypedResults.NotFound();

    // Names are those of the protocol, times whole seconds; a line without figures is about fewer than five people.
    private static string CsvOf(FloorReport report)
    {
        var lines = new StringBuilder("of,name,people,asked,heard,median_wait_s,turns,speaking_s,first_timers,waiting\r\n");
        foreach (var share in report.Shares?.Places ?? [])
        {
            Line("place", share.Place, share.People, share.Asked, share.Heard, share.MedianWait is { } wait ? Seconds(wait) : null, null, Seconds(share.SpeakingTime), null, null);
        }

        foreach (var share in report.Shares?.Groups ?? [])
        {
            Line("group", share.Group, share.People, null, null, null, share.Turns, Seconds(share.SpeakingTime), share.FirstTimers, share.Waiting);
        }

        foreach (var place in report.FewAtPlaces)
        {
            Line("place", place, null, null, null, null, null, null, null, null);
        }

        foreach (var group in report.FewInGroups)
        {
            Line("group", group, null, null, null, null, null, null, null, null);
        }

        if (report.Shares is { } all)
        {
            Line("session", "all", all.People, null, null, null, all.Turns, Seconds(all.SpeakingTime), null, null);
        }

        return lines.ToString();

        void Line(string of, object name, params ReadOnlySpan<long?> figures)
        {
            lines.Append(of).Append(',').Append(JsonNamingPolicy.CamelCase.ConvertName(name.ToString()!));
            foreach (var figure in figures)
            {
                lines.Append(',').Append(figure?.ToString(CultureInfo.InvariantCulture));
            }

            lines.Append("\r\n");
        }
    }

    private static long Seconds(TimeSpan time) => (long)Math.Round(time.TotalSeconds);
}
