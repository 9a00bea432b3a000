using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Operations;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Http.Features;

namespace LiveSession.Server.Captions.EbuTt;

/// <summary>
/// EBU-TT Live over WebSocket (EBU Tech 3370 with its carriage supplement): the sequence's name, percent-encoded once, then <c>publish</c> or
/// <c>subscribe</c>. The secret stands in the query, or before the sequence for software that adds the rest by itself.
/// </summary>
internal static class EbuTtEndpoints
{
    private const int LongestSecret = 200;

    public static IServiceCollection AddEbuTtLive(this IServiceCollection services) => services
        .AddSingleton<EbuTtSockets>().AddHostedService(provider => provider.GetRequiredService<EbuTtSockets>())
        .AddSingleton<EbuTtSequences>().AddHostedService(provider => provider.GetRequiredService<EbuTtSequences>())
        .AddSingleton<EbuTtPublishing>().AddSingleton<EbuTtSubscribing>();

    public static IEndpointRouteBuilder MapEbuTtLive(this IEndpointRouteBuilder routes)
    {
        // No cookie opens these, and their addresses hold secrets: see OpenToOtherSites.
        var group = routes.MapGroup("").WithMetadata(OpenToOtherSites.Instance).ExcludeFromDescription();
        group.MapGet("/{sequence}/publish", (RequestDelegate)PublishEbuTt).WithName(nameof(PublishEbuTt));
        group.MapGet("/ebu-tt-live/{secret}/{sequence}/publish", (RequestDelegate)PublishEbuTt).WithName("PublishEbuTtByAddress");
        group.MapGet("/ebu-tt-live/{secret}/{sequence}/subscribe", (RequestDelegate)WatchEbuTt).WithName(nameof(WatchEbuTt));
        routes.MapGet("/{sequence}/subscribe", (RequestDelegate)SubscribeEbuTt).WithName(nameof(SubscribeEbuTt)).ExcludeFromDescription();
        return routes;
    }

    /// <summary>Whether a request may become a connection of EBU-TT Live.</summary>
    public static bool Takes(HttpContext http) =>
        http.Request.Path.Value is { } path && (path.EndsWith("/publish", StringComparison.Ordinal) || path.EndsWith("/subscribe", StringComparison.Ordinal))
        && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    private static async Task PublishEbuTt(HttpContext http)
    {
        var publishing = http.RequestServices.GetRequiredService<EbuTtPublishing>();
        if (await FindAsync(http) is not { } found)
        {
            await RefuseAsync(http, Rejections.UnknownSource, StatusCodes.Status401Unauthorized);
        }
        else if (publishing.Refusal(found) is { } refusal)
        {
            await RefuseAsync(http, refusal, refusal.Code == 332 ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest);
        }
        else if (!await RefusedAsync(http))
        {
            await publishing.ServeAsync(http, found, SequenceOf(http));
        }
    }

    // Whoever writes on a track may watch it, to see who is on air.
    private static async Task WatchEbuTt(HttpContext http)
    {
        if (await FindAsync(http) is not { } found)
        {
            await RefuseAsync(http, Rejections.UnknownSource, StatusCodes.Status401Unauthorized);
        }
        else if (!await RefusedAsync(http))
        {
            await http.RequestServices.GetRequiredService<EbuTtSubscribing>().ServeAsync(
                http, found.Place, found.Source.Track, new Pass(found.Place.Meeting.Id, found.Source.Id, Publishes: false, IsPublic: false));
        }
    }

    private static async Task SubscribeEbuTt(HttpContext http)
    {
        var (doors, sequences) = (http.RequestServices.GetRequiredService<Doors>(), http.RequestServices.GetRequiredService<EbuTtSequences>());
        // Another site's page may open a connection in a visitor's name: it gets what anybody gets.
        var reader = SameOrigin.IsForeign(http.Request) ? null : http.User;
        if (await sequences.FindAsync(SequenceOf(http)) is not var (place, track) || !await doors.MayReadAsync(reader, place.Meeting))
        {
            await RefuseAsync(http, Rejections.UnknownSession, StatusCodes.Status404NotFound);
        }
        else if (!await RefusedAsync(http))
        {
            await http.RequestServices.GetRequiredService<EbuTtSubscribing>().ServeAsync(
                http, place, track, new Pass(place.Meeting.Id, null, Publishes: false, IsPublic: place.Meeting.Public));
        }
    }

    private static async Task<bool> RefusedAsync(HttpContext http)
    {
        if (http.WebSockets.IsWebSocketRequest)
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
        http.Response.Headers.Upgrade = "websocket";
        await http.Response.WriteAsync("EBU-TT Live is spoken over a WebSocket.\n", http.RequestAborted);
        return true;
    }

    private static Task<FoundSource?> FindAsync(HttpContext http)
    {
        var secret = http.Request.RouteValues["secret"] as string ?? http.Request.Query["token"].ToString();
        return http.RequestServices.GetRequiredService<SourceIndex>().FindAsync(secret.Length > LongestSecret ? null : secret);
    }

    // Routing leaves some letters encoded; the name is decoded once, from what was sent.
    private static string SequenceOf(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0].Split('/');
        return Uri.UnescapeDataString(target[^2]);
    }

    private static Task RefuseAsync(HttpContext http, Rejection rejection, int status)
    {
        http.RequestServices.GetRequiredService<Instruments>().Posts.Add(1, new KeyValuePair<string, object?>("rejection", rejection.Code));
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(rejection.Message + "\n", http.RequestAborted);
    }
}
