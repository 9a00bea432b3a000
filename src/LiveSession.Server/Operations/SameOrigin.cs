namespace LiveSession.Server.Operations;

/// <summary>
/// Forms work without a cookie and without script, so they carry no token. Instead a form post must come from our own pages: browsers
/// say so in Sec-Fetch-Site or Origin, and programs, which no other site can trick, send neither.
/// </summary>
internal static class SameOrigin
{
    public static TBuilder RequireSameOrigin<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (context, next) =>
            IsForeign(context.HttpContext.Request)
                ? TypedResults.Problem("This form was sent from another site.", statusCode: StatusCodes.Status403Forbidden)
                : await next(context));

    private static bool IsForeign(HttpRequest request)
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
