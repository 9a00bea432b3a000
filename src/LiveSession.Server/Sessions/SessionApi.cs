using System.ComponentModel;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveSession.Server.Sessions;

/// <summary>Meetings and sessions as JSON, for pages' scripts and for programs.</summary>
internal static class SessionApi
{
    private const int MostLines = 1_000;

    private const int MostWords = 200;

    public static IEndpointRouteBuilder MapSessionApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Sessions");
        group.MapGet("/meetings/{slug}", GetMeeting).WithName(nameof(GetMeeting));
        group.MapGet("/sessions/{session:guid}", GetSession).WithName(nameof(GetSession));
        group.MapGet("/sessions/{session:guid}/lines", GetLines).WithName(nameof(GetLines));
        return routes;
    }

    private static async Task<Results<Ok<MeetingView>, NotFound>> GetMeeting(
        string slug, HttpContext http, MeetingDirectory directory, MeetingViews views, Doors doors) =>
        await directory.FindAsync(slug) is { } meeting && await doors.MayReadAsync(http.User, meeting)
            ? TypedResults.Ok(await views.ViewAsync(meeting, forSecretariat: false))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<SessionView>, NotFound>> GetSession(
        Guid session, HttpContext http, Doors doors) =>
        await doors.FindAsync(http.User, new SessionId(session)) is { } place
            ? TypedResults.Ok(await place.ViewAsync())
            : TypedResults.NotFound();

    /// <summary>Lines of the record, in order: the latest of those asked for, or with <c>after</c> the earliest.</summary>
    private static async Task<Results<Ok<ImmutableArray<CaptionLineView>>, NotFound>> GetLines(
        Guid session, HttpContext http, Doors doors,
        [Description("Only lines with a smaller number.")] long before = long.MaxValue, [Description("How many, at most 1,000.")] int take = 200,
        [Description("Only lines with a larger number, the earliest of them.")] long? after = null,
        [Description("Only lines of this caption channel.")] string? track = null,
        [Description("Only lines that hold these words; case and accents do not matter.")] string? q = null)
    {
        if (await doors.FindAsync(http.User, new SessionId(session)) is not { } place)
        {
            return TypedResults.NotFound();
        }

        var captions = (await place.Writer.StateAsync()).Captions;
        var (start, end) = (captions.CountUpTo(Math.Max(0, after ?? 0)), captions.CountUpTo(Math.Max(1, before) - 1));
        var wanted = Wanted(captions, start, end, track, q);
        var most = Math.Clamp(take, 1, MostLines);
        return TypedResults.Ok<ImmutableArray<CaptionLineView>>(
            [.. (after is null ? wanted.TakeLast(most) : wanted.Take(most)).Select(SessionViews.ViewOf)]);
    }

    private static IEnumerable<CaptionLine> Wanted(CaptionState captions, int start, int end, string? track, string? words)
    {
        var folded = string.IsNullOrWhiteSpace(words) ? null : FoldedText.Of(words.Trim()[..Math.Min(words.Trim().Length, MostWords)]);
        return captions.Lines.GetRange(start, Math.Max(0, end - start)).Where(line =>
            (track is null || line.Track == track) && (folded is null || FoldedText.Of(line.Text).Contains(folded, StringComparison.Ordinal)));
    }
}
