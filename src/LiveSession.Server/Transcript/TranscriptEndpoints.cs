using LiveSession.Core.Log;
using LiveSession.Core.Transcript;
using LiveSession.Publishing;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;

namespace LiveSession.Server.Transcript;

/// <summary>The transcript as files.</summary>
internal static class TranscriptEndpoints
{
    /// <summary>The caption channel of what is said on the floor.</summary>
    public const string FloorTrack = "floor";

    public static IEndpointRouteBuilder MapTranscript(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}").WithTags("Transcript");
        group.MapGet("/transcript.txt", GetText).WithName(nameof(GetText));
        group.MapGet("/transcript.vtt", GetWebVtt).WithName(nameof(GetWebVtt));
        group.MapGet("/transcript.jsonl", GetLog).WithName(nameof(GetLog));
        return routes;
    }

    private static Task GetText(string slug, int number, string? track, HttpContext http, MeetingDirectory directory, Doors doors) =>
        WriteAsync(slug, number, track, http, directory, doors, "text/plain; charset=utf-8", TranscriptText.Write);

    private static Task GetWebVtt(string slug, int number, string? track, HttpContext http, MeetingDirectory directory, Doors doors) =>
        WriteAsync(slug, number, track, http, directory, doors, "text/vtt; charset=utf-8", TranscriptWebVtt.Write);

    /// <summary>The session's log as JSON lines with their hashes: what <c>livesession verify</c> checks.</summary>
    private static async Task GetLog(string slug, int number, HttpContext http, MeetingDirectory directory, Doors doors, ISessionLog log)
    {
        if (await FindAsync(slug, number, http, directory, doors) is not { } place)
        {
            await TypedResults.NotFound().ExecuteAsync(http);
            return;
        }

        http.Response.ContentType = "application/jsonl; charset=utf-8";
        await LogExport.WriteAsync(http.Response.Body, log.ReadStoredAsync(LogId.Of(place.Planned.Id), http.RequestAborted), http.RequestAborted);
    }

    private static async Task WriteAsync(
        string slug, int number, string? track, HttpContext http, MeetingDirectory directory, Doors doors, string contentType,
        Action<TextWriter, TranscriptView, TranscriptProvenance> write)
    {
        if (await FindAsync(slug, number, http, directory, doors) is not { } place)
        {
            await TypedResults.NotFound().ExecuteAsync(http);
            return;
        }

        var transcript = TranscriptBuilder.Build(await place.ViewAsync(), (await place.Writer.StateAsync()).Captions, track ?? FloorTrack);
        var address = $"{http.Request.Scheme}://{http.Request.Host}/m/{slug}/{number}/transcript";
        using var text = new StringWriter { NewLine = "\n" };
        write(text, transcript, new TranscriptProvenance(address, transcript.Session.Position));
        http.Response.ContentType = contentType;
        await http.Response.WriteAsync(text.ToString(), http.RequestAborted);
    }

    private static async Task<SessionPlace?> FindAsync(string slug, int number, HttpContext http, MeetingDirectory directory, Doors doors) =>
        await directory.FindAsync(slug, number) is { } place && await doors.MayReadAsync(http.User, place.Meeting) ? place : null;
}
