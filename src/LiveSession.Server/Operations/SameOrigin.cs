using LiveSession.Server.Captions.Sources;

namespace LiveSession.Server.Operations;

/// <summary>
/// Forms work without a cookie and without script, so they carry no token. Instead whatever changes something must come from our own
/// pages: browsers say so in Sec-Fetch-Site or Origin, and programs, which no other site can trick, send neither.
/// </summary>
internal static class SameOrigin
{
    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) => app.Use(next => http =>
        (IsSafe(http.Request.Method) && !OpensConnection(http.Request)) || IsOpen(http) || !IsForeign(http.Request)
            ? next(http)
            : TypedResults.Problem("This was sent from another site.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(http));

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // Captioning software may live in somebody else's page.
    private static bool IsOpen(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<OpenToOtherSites>() is not null;

    // A WebSocket begins as a GET, and other sites may open one here in a visitor's name.
    private static bool OpensConnection(HttpRequest request) =>
        request.Path.StartsWithSegments("/hubs") || request.Path.StartsWithSegments("/_blazor");

    /// <summary>Whether another site's page sends a request.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}
