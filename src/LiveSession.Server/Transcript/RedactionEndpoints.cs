using System.Globalization;
using LiveSession.Client.Transcript;
using LiveSession.Core.Captions;
using LiveSession.Core.Transcript;
using LiveSession.Server.Meetings;
using LiveSession.Server.Pages;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveSession.Server.Transcript;

/// <summary>The secretariat's way to take words out of the record: a page that shows them once more, and the form on it.</summary>
internal static class RedactionEndpoints
{
    public static IEndpointRouteBuilder MapRedaction(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}/transcript/redact").WithTags("Transcript");
        group.MapGet("", GetRedaction).WithName(nameof(GetRedaction));
        group.MapPost("", PostRedaction).WithName(nameof(PostRedaction)).DisableAntiforgery();
        return routes;
    }

    /// <summary>The words and a form for the reason.</summary>
    /// <param name="slug">The meeting.</param>
    /// <param name="number">The session.</param>
    /// <param name="line">The line.</param>
    /// <param name="part">The part of it as the transcript shows it, from 1: offsets count from where that begins; none: from the line's begin.</param>
    /// <param name="offset">Where the words begin.</param>
    /// <param name="length">How long they are; none: to the end.</param>
    /// <param name="from"><c>list</c> for whoever came from the list of personal data.</param>
    /// <param name="http">The request.</param>
    /// <param name="reader">Finds the session.</param>
    /// <param name="doors">Knows who asks.</param>
    private static async Task<IResult> GetRedaction(
        string slug, int number, long line, int? part, int? offset, int? length, string? from, HttpContext http, TranscriptReader reader, Doors doors)
    {
        var (place, refusal) = await FindAsync(slug, number, http, reader, doors);
        if (place is null)
        {
            return refusal!;
        }

        if ((await place.Writer.StateAsync()).Captions.FindLine(line) is not { } said || PlaceIn(said, part, offset ?? 0, length) is not var (start, count))
        {
            return PageEndpoints.Problem(StatusCodes.Status404NotFound);
        }

        return await PageAsync(place, said, start, said.Text.Substring(start, count), from == "list", "", null);
    }

    private static async Task<IResult> PostRedaction(
        string slug, int number, HttpContext http, TranscriptReader reader, Doors doors, SessionCommands commands)
    {
        var (place, refusal) = await FindAsync(slug, number, http, reader, doors);
        if (place is null)
        {
            return refusal!;
        }

        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        if (!long.TryParse(form["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            || !int.TryParse(form["offset"], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return PageEndpoints.Problem(StatusCodes.Status400BadRequest);
        }

        var (words, reason, fromList) = (form["words"].ToString(), form["reason"].ToString(), form["from"] == "list");
        if (form.ContainsKey("only"))
        {
            return await MarkAsync(place, line, offset, words, form["only"].ToString().Trim(), fromList);
        }

        var result = await commands.RunAsync(http.User, place.Planned.Id, CommandId.New(), new RedactWords(line, offset, words, reason), Role.Secretariat);
        if (result.Rejection is { } rejection && rejection != Rejections.AlreadyRedacted)
        {
            return (await place.Writer.StateAsync()).Captions.FindLine(line) is { } said && PlaceIn(said, null, offset, words.Length) is not null
                ? await PageAsync(place, said, offset, said.Text.Substring(offset, words.Length), fromList, reason, rejection)
                : PageEndpoints.Problem(StatusCodes.Status400BadRequest);
        }

        return TypedResults.Redirect(fromList ? $"/m/{slug}/{number}/secretariat" : $"/m/{slug}/{number}/transcript#l{line}");
    }

    // Other words of the line, for whoever cannot select them: those behind the place first. They are posted, so that they stand in no address.
    private static async Task<IResult> MarkAsync(SessionPlace place, long number, int offset, string words, string only, bool fromList)
    {
        if ((await place.Writer.StateAsync()).Captions.FindLine(number) is not { } line || PlaceIn(line, null, offset, words.Length) is null)
        {
            return PageEndpoints.Problem(StatusCodes.Status400BadRequest);
        }

        var at = only.Length == 0 ? -1 : line.Text.IndexOf(only, offset, StringComparison.Ordinal);
        at = at < 0 && only.Length > 0 ? line.Text.IndexOf(only, StringComparison.Ordinal) : at;
        return at < 0
            ? await PageAsync(place, line, offset, line.Text.Substring(offset, words.Length), fromList, "", Rejections.NoSuchPlace)
            : await PageAsync(place, line, at, only, fromList, "", null);
    }

    private static async Task<(SessionPlace? Place, IResult? Refusal)> FindAsync(string slug, int number, HttpContext http, TranscriptReader reader, Doors doors)
    {
        if (await reader.FindAsync(slug, number, http) is not { } place)
        {
            return (null, PageEndpoints.Problem(StatusCodes.Status404NotFound));
        }

        http.Response.Headers.CacheControl = "no-store";
        return await doors.IsSecretariatAsync(http.User, place.Meeting)
            ? (place, null)
            : (null, PageEndpoints.Problem(StatusCodes.Status403Forbidden));
    }

    private static async Task<IResult> PageAsync(SessionPlace place, CaptionLine line, int offset, string words, bool fromList, string reason, Rejection? refused)
    {
        var view = new RedactionPageView(
            await place.ViewAsync(), line.Number, offset, words, line.Text[..offset], line.Text[(offset + words.Length)..], line.Language)
        {
            FromList = fromList,
            Reason = reason,
            Refused = refused,
        };
        return new RazorComponentResult<RedactionPage>(new { View = view })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    // Within the line, and at least one character.
    private static (int Offset, int Length)? PlaceIn(CaptionLine line, int? part, int offset, int? length)
    {
        var (start, whole) = (0, line.Text.Length);
        if (part is { } wanted)
        {
            if (Attribution.PlaceOf(line, wanted) is not var (begins, lasts))
            {
                return null;
            }

            (start, whole) = (begins, lasts);
        }

        var count = length ?? whole - offset;
        return offset >= 0 && count > 0 && offset <= whole - count ? (start + offset, count) : null;
    }
}
