using System.Globalization;
using LiveSession.Ingest.Live.Posts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.Sources;

/// <summary>
/// Where captioning software posts, at exactly the addresses it expects. The secret in the address is all that is asked for; which protocol
/// is spoken, is known from the source, not from the address.
/// </summary>
internal static class SourceEndpoints
{
    /// <summary>The name of the OpenAPI document: <c>/openapi/v1.json</c>.</summary>
    public const string DocumentName = "v1";

    private const int LongestSecret = 200;

    public static IEndpointRouteBuilder MapCaptionSources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Caption sources").WithMetadata(OpenToOtherSites.Instance).DisableAntiforgery();
        group.MapPost("/closedcaption", (Delegate)PostClosedCaption).WithName(nameof(PostClosedCaption))
            .WithSummary("Captions as Zoom, YouTube Live and StreamText take them; the source's secret is in signature or cid.");
        group.MapGet("/closedcaption/seq", (Delegate)GetClosedCaptionSequence).WithName(nameof(GetClosedCaptionSequence))
            .WithSummary("The number of the last post that was taken, as plain text.");
        group.MapPost("/cartcaption", (Delegate)PostCartCaption).WithName(nameof(PostCartCaption))
            .WithSummary("Captions as Teams takes them from CART software: a line with each post.");
        group.MapPost("/api/captions/webhook", (Delegate)PostCaptionWebhook).WithName(nameof(PostCaptionWebhook))
            .WithSummary("Webhooks of captioning software: JSON with a transcript, or with captions.");
        group.MapPost("/api/captions", (Delegate)PostCaptions).WithName(nameof(PostCaptions))
            .WithSummary("This product's own JSON: seq, and edits of text, erase, newLine, clear, speaker, language.");
        routes.MapOpenApi().WithName("GetOpenApi");
        return routes;
    }

    private static Task<IResult> PostClosedCaption(HttpContext http) =>
        TakeAsync(http, StatusCodes.Status403Forbidden, StatusCodes.Status400BadRequest, CaptionProtocol.Zoom, CaptionProtocol.YouTube, CaptionProtocol.StreamText);

    private static Task<IResult> PostCartCaption(HttpContext http) =>
        TakeAsync(http, StatusCodes.Status401Unauthorized, StatusCodes.Status404NotFound, CaptionProtocol.Teams);

    private static Task<IResult> PostCaptionWebhook(HttpContext http) =>
        TakeAsync(http, StatusCodes.Status401Unauthorized, StatusCodes.Status409Conflict, CaptionProtocol.Webhook);

    private static Task<IResult> PostCaptions(HttpContext http) =>
        TakeAsync(http, StatusCodes.Status401Unauthorized, StatusCodes.Status409Conflict, CaptionProtocol.Json);

    private static async Task<IResult> GetClosedCaptionSequence(HttpContext http)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<SourceIndex>().FindAsync(SecretOf(http.Request)) is not { } found)
        {
            return Refuse(http, Rejections.UnknownSource, StatusCodes.Status403Forbidden);
        }

        var last = await services.GetRequiredService<SourceDesk>().LastNumberAsync(found) ?? 0;
        return TypedResults.Text(last.ToString(CultureInfo.InvariantCulture), "text/plain");
    }

    private static async Task<IResult> TakeAsync(HttpContext http, int unknown, int notRunning, params CaptionProtocol[] protocols)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<SourceIndex>().FindAsync(SecretOf(http.Request)) is not { } found)
        {
            return Refuse(http, Rejections.UnknownSource, unknown);
        }

        if (!protocols.Contains(found.Source.Protocol))
        {
            return Refuse(http, Rejections.OtherProtocol(found.Source.Protocol.ToString()), StatusCodes.Status400BadRequest);
        }

        var pace = services.GetRequiredService<SourcePace>();
        var desk = services.GetRequiredService<SourceDesk>();
        if (!pace.Allows(found.Source.Id))
        {
            http.Response.Headers.RetryAfter = "1";
            desk.Slow(found.Source.Id, Rejections.TooFast(pace.PerSecond));
            return Refuse(http, Rejections.TooFast(pace.PerSecond), StatusCodes.Status429TooManyRequests);
        }

        var most = services.GetRequiredService<IOptions<SourceOptions>>().Value.PostLength;
        var reading = await SourceBody.ReadAsync(http.Request, most, services.GetRequiredService<TimeProvider>());
        if (reading.Body is not { } body)
        {
            if (reading.Status is StatusCodes.Status415UnsupportedMediaType)
            {
                http.Response.Headers.AcceptEncoding = "gzip, deflate, br";
            }

            await desk.RefuseAsync(found, reading.Rejection!);
            return Refuse(http, reading.Rejection!, reading.Status);
        }

        var refusal = await desk.PostAsync(found, NumberOf(http.Request), LanguageOf(http.Request), body, reading.Cut);
        return refusal?.Code switch
        {
            null => Taken(http, null),
            301 => NotAired(http, refusal),
            107 => Refuse(http, refusal, StatusCodes.Status429TooManyRequests),
            344 => Refuse(http, refusal, StatusCodes.Status413PayloadTooLarge),
            105 or 108 => Refuse(http, refusal, StatusCodes.Status503ServiceUnavailable),
            >= 400 and < 500 => Refuse(http, refusal, notRunning),
            _ => Refuse(http, refusal, StatusCodes.Status400BadRequest),
        };
    }

    // Somebody else is on air. Software for other services would take anything but 200 for a fault: it would send what was said again when it
    // is on air, or give up. Its captioner is told in the console. Who posts JSON is told in the answer, and sends nothing again either.
    private static IResult NotAired(HttpContext http, Rejection refusal) =>
        http.Request.Path.StartsWithSegments("/api") ? Refuse(http, refusal, StatusCodes.Status202Accepted) : Taken(http, refusal);

    // The server's time, as YouTube answers; software for the other protocols does not mind.
    private static ContentHttpResult Taken(HttpContext http, Rejection? notAired)
    {
        Count(http, notAired);
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return TypedResults.Text(now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture) + "\n", "text/plain");
    }

    private static IResult Refuse(HttpContext http, Rejection rejection, int status)
    {
        Count(http, rejection);
        return http.Request.Path.StartsWithSegments("/api")
            ? TypedResults.Json(rejection, statusCode: status)
            : TypedResults.Text(rejection.Message + "\n", "text/plain", statusCode: status);
    }

    private static void Count(HttpContext http, Rejection? rejection) => http.RequestServices.GetRequiredService<Operations.Instruments>().Posts.Add(
        1, new KeyValuePair<string, object?>("rejection", rejection?.Code));

    private static string? SecretOf(HttpRequest request)
    {
        var bearer = request.Headers.Authorization.ToString();
        var secret = bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? bearer[7..].Trim()
            : First(request, "signature") ?? First(request, "cid") ?? First(request, "token");
        return secret?.Length > LongestSecret ? null : secret;
    }

    private static long? NumberOf(HttpRequest request) =>
        long.TryParse(First(request, "seq"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= IPostReader.LargestNumber ? number : null;

    private static string? LanguageOf(HttpRequest request) =>
        First(request, "lang") ?? (request.Headers.ContentLanguage.ToString() is { Length: > 0 } language ? language : null);

    private static string? First(HttpRequest request, string name) => request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;
}

/// <summary>Marks endpoints that other sites' pages may post to: no cookie opens them, only the secret in their address.</summary>
internal sealed class OpenToOtherSites
{
    public static OpenToOtherSites Instance { get; } = new();
}
