using LiveSession.Analysis.Transcripts;
using LiveSession.Server.Pages;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using LiveSession.Server.Transcript;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveSession.Server.Analysis;

/// <summary>What machines found in a transcript, as a file; and the secretariat's form that takes something out of it.</summary>
internal static class AnalysisEndpoints
{
    public static IEndpointRouteBuilder MapAnalysis(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}").WithTags("Transcript");
        group.MapGet("/analysis.json", GetAnalysis).WithName(nameof(GetAnalysis));
        group.MapPost("/transcript/dismiss", PostDismissal).WithName(nameof(PostDismissal)).DisableAntiforgery();
        return routes;
    }

    /// <summary>The analysis of the floor's transcript. 503 with Retry-After while it is being made for the first time.</summary>
    private static async Task<Results<JsonHttpResult<TranscriptAnalysis>, NotFound, StatusCodeHttpResult>> GetAnalysis(
        string slug, int number, HttpContext http, TranscriptReader reader, SessionAnalyses analyses)
    {
        if (await reader.FindAsync(slug, number, http) is not { } place)
        {
            return TypedResults.NotFound();
        }

        var publication = (await place.Writer.StateAsync()).Publication;
        if (analyses.FindPublic(place.Planned.Id, publication) is not { } reading)
        {
            http.Response.Headers.RetryAfter = "2";
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return TypedResults.Json(reading.Published(publication), ProtocolJson.Options);
    }

    private static async Task<IResult> PostDismissal(
        string slug, int number, HttpContext http, TranscriptReader reader, Doors doors, SessionCommands commands)
    {
        if (await reader.FindAsync(slug, number, http) is not { } place)
        {
            return PageEndpoints.Problem(StatusCodes.Status404NotFound);
        }

        if (!await doors.IsSecretariatAsync(http.User, place.Meeting))
        {
            return PageEndpoints.Problem(StatusCodes.Status403Forbidden);
        }

        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        var (dismiss, restore) = ((string?)form["dismiss"], (string?)form["restore"]);
        // keyPhrase:shared waters
        var (part, text) = (dismiss ?? restore ?? "").Split(':', 2) is [var kind, var words] && Enum.TryParse<AnalysisPart>(kind, ignoreCase: true, out var known) ? (known, words) : (default, "");
        var result = await commands.RunAsync(http.User, place.Planned.Id, CommandId.New(), new DismissAnalysis(part, text, dismiss is not null), Role.Secretariat);
        // Pressed twice, or by two people: it is as they wanted it.
        return result.Rejection is not null && result.Rejection != Rejections.ChoiceUnchanged
            ? PageEndpoints.Problem(StatusCodes.Status400BadRequest)
            : TypedResults.Redirect($"/m/{slug}/{number}/transcript#analysis");
    }
}
