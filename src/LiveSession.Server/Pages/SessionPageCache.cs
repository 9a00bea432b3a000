using System.Globalization;
using LiveSession.Client.Layout;
using LiveSession.Server.Meetings;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LiveSession.Server.Pages;

/// <summary>
/// Makes the session page once for all who ask for the same one: when thousands return together, they cost one rendering. What is kept goes
/// by everything a page is made of (what the two logs say, missing captions, an archive that is away, the second, the language, the reader's choices, the address),
/// so that nothing ever has to be taken out of it. Whoever sends a cookie other than that of the choices, and so may be signed in, gets a page of their own.
/// </summary>
internal sealed class SessionPageCache(MeetingDirectory directory, TimeProvider time) : IOutputCachePolicy
{
    // The second is part of what it goes by; beyond that nobody asks for it.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsGet(http.Request.Method) || !IsAnybodys(http.Request) || await FindAsync(http) is not { Meeting.Public: true } place)
        {
            context.EnableOutputCaching = false;
            return;
        }

        var session = (await place.Writer.StateAsync()).Cursor;
        var meeting = place.Meeting.Cursor;
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Kept;
        // Where it goes by the framework's query keys, that sorts the values of each in the request itself, and columns would not stand as asked for.
        context.CacheVaryByRules.QueryKeys = StringValues.Empty;
        context.CacheVaryByRules.HeaderNames = HeaderNames.AcceptEncoding;
        Vary("session", $"{session.Epoch} {session.Sequence}");
        Vary("meeting", $"{meeting.Epoch} {meeting.Sequence}");
        Vary("silences", string.Join(' ', place.Pulse.SilencesOf(place.Planned.Id).Select(silence => $"{silence.Key} {silence.Value.Ticks}")));
        Vary("unrecorded", place.Watch.Misses(place.Planned.Id) ? "yes" : "no");
        Vary("second", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        Vary("language", CultureInfo.CurrentUICulture.Name);
        Vary("query", http.Request.QueryString.Value ?? "");
        Vary("choices", ReaderSettings.Of(http.Request).ToString());

        void Vary(string by, string value) => context.CacheVaryByRules.VaryByValues[by] = value;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage = response.StatusCode == StatusCodes.Status200OK && StringValues.IsNullOrEmpty(response.Headers.SetCookie);
        return ValueTask.CompletedTask;
    }

    // A choice that is to be kept is answered with a cookie, to its own reader.
    private static bool IsAnybodys(HttpRequest request) =>
        StringValues.IsNullOrEmpty(request.Headers.Authorization) && !request.Query.ContainsKey(ReaderSettings.Chosen)
        && request.Cookies.All(cookie => cookie.Key == ReaderSettings.Cookie);

    private async ValueTask<SessionPlace?> FindAsync(HttpContext http) =>
        http.GetRouteValue("slug") is string slug && int.TryParse(http.GetRouteValue("number") as string, CultureInfo.InvariantCulture, out var number)
            ? await directory.FindAsync(slug, number)
            : null;
}
