using LiveSession.Core.Log;
using LiveSession.Core.Transcript;
using LiveSession.Publishing.Bundle;
using LiveSession.Publishing.Transcript;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveSession.Server.Transcript;

/// <summary>The transcript as files.</summary>
internal static class TranscriptEndpoints
{
    /// <summary>The caption channel of what is said on the floor.</summary>
    public const string FloorTrack = "floor";

    public static IEndpointRouteBuilder MapTranscript(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}").WithTags("Transcript");
        foreach (var format in TranscriptFormat.All)
        {
            group.MapGet($"/transcript.{format.Ending}", (string slug, int number, string? track, HttpContext http, TranscriptReader reader) =>
                WriteAsync(slug, number, track, http, reader, format)).WithName($"Get{format.Name}");
        }

        routes.MapGet("/schemas/transcript.json", GetTranscriptSchema).WithName(nameof(GetTranscriptSchema)).WithTags("Transcript");
        group.MapGet("/transcript.jsonl", GetLog).WithName(nameof(GetLog));
        group.MapGet("/transcript.zip", GetBundle).WithName(nameof(GetBundle));
        routes.MapGet("/keys.json", GetKeys).WithName(nameof(GetKeys)).WithTags("Transcript");
        return routes;
    }

    /// <summary>What a transcript as JSON consists of.</summary>
    private static FileStreamHttpResult GetTranscriptSchema() => TypedResults.Stream(TranscriptJson.OpenSchema(), "application/schema+json");

    /// <summary>The session's log as JSON lines with their hashes: what <c>livesession verify</c> checks.</summary>
    private static async Task GetLog(string slug, int number, HttpContext http, TranscriptReader reader, ISessionLog log)
    {
        if (await reader.FindAsync(slug, number, http) is not { } place)
        {
            await TypedResults.NotFound().ExecuteAsync(http);
            return;
        }

        http.Response.ContentType = "application/jsonl; charset=utf-8";
        await LogExport.WriteAsync(http.Response.Body, log.ReadStoredAsync(LogId.Of(place.Planned.Id), http.RequestAborted), http.RequestAborted);
    }

    /// <summary>The record in every form with the log and its proofs: what <c>livesession verify</c> checks without asking anybody.</summary>
    private static async Task GetBundle(
        string slug, int number, HttpContext http, TranscriptReader reader, RecordKeys keys, RecordSealer sealer, ISessionLog log)
    {
        if (await reader.FindAsync(slug, number, http) is not { } place || (await place.Writer.StateAsync()).Cursor.Position is null)
        {
            await TypedResults.NotFound().ExecuteAsync(http);
            return;
        }

        await sealer.SealAsync(place.Writer);
        var signer = await keys.SignerAsync();
        var transcript = await TranscriptReader.ReadAsync(place, track: null);
        var position = transcript.Session.Position!.Value;
        var head = await Events().LastAsync(http.RequestAborted);
        var contents = new BundleContents(transcript, new TranscriptProvenance(AddressOf(http, slug, number), position, head.Hash), await keys.ListAsync(), Events);
        http.Response.ContentType = TranscriptBundle.MediaType;
        await TranscriptBundle.WriteAsync(contents, signer, http.Response.Body, http.RequestAborted);

        // What is appended meanwhile is another version.
        IAsyncEnumerable<StoredEvent> Events() => log.ReadStoredAsync(LogId.Of(place.Planned.Id), http.RequestAborted).Take(checked((int)position.Sequence));
    }

    /// <summary>The public keys with which this installation signed its records until now.</summary>
    private static async Task<JsonHttpResult<BundleKeys>> GetKeys(RecordKeys keys) => TypedResults.Json(new BundleKeys(await keys.ListAsync()));

    private static string AddressOf(HttpContext http, string slug, int number) => $"{http.Request.Scheme}://{http.Request.Host}/m/{slug}/{number}/transcript";

    private static async Task WriteAsync(string slug, int number, string? track, HttpContext http, TranscriptReader reader, TranscriptFormat format)
    {
        if (await reader.FindAsync(slug, number, http) is not { } place)
        {
            await TypedResults.NotFound().ExecuteAsync(http);
            return;
        }

        var transcript = await TranscriptReader.ReadAsync(place, track);
        var provenance = await reader.ProvenanceAsync(place, transcript, AddressOf(http, slug, number));
        http.Response.ContentType = format.MediaType;
        await format.WriteAsync(transcript, provenance, http.Response.Body, http.RequestAborted);
    }
}

/// <summary>Puts transcripts together for whoever may read them.</summary>
internal sealed class TranscriptReader(Doors doors, ISessionLog log)
{
    /// <summary>The session of an address, if the caller may read it.</summary>
    public ValueTask<SessionPlace?> FindAsync(string slug, int number, HttpContext http) => doors.FindAsync(http.User, slug, number);

    /// <summary>The transcript of one caption channel; of the floor where none is named.</summary>
    public static async Task<TranscriptView> ReadAsync(SessionPlace place, string? track) =>
        TranscriptBuilder.Build(await place.ViewAsync(), await place.Writer.StateAsync(), track ?? TranscriptEndpoints.FloorTrack);

    /// <summary>By what a printed transcript can be checked: the hash is named where the log has not moved on since.</summary>
    public async Task<TranscriptProvenance> ProvenanceAsync(SessionPlace place, TranscriptView transcript, string address)
    {
        var head = await log.FindHeadAsync(LogId.Of(place.Planned.Id));
        var position = transcript.Session.Position;
        return new TranscriptProvenance(address, position, head?.Position == position ? head?.Hash : null);
    }
}
