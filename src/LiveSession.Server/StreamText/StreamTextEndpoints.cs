using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LiveSession.Server.StreamText;

/// <summary>
/// Captions of public meetings the way StreamText gives them, at the root, where overlays and bots that read StreamText ask for them.
/// They poll, so an answer costs no reading of the log.
/// </summary>
internal static class StreamTextEndpoints
{
    /// <summary>Any page of any site may read what anybody may read; no sign-in travels along.</summary>
    public const string CorsPolicy = "StreamText";

    private const string PositionHeader = "l_p";
    private const int MostAtOnce = 500_000;

    // In these two answers nothing is left out and letters are written as themselves.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IServiceCollection AddStreamText(this IServiceCollection services)
    {
        services.AddCors(cors => cors.AddPolicy(CorsPolicy, policy => policy
            .SetIsOriginAllowed(_ => true).WithMethods("GET", "HEAD").AllowAnyHeader().WithExposedHeaders(PositionHeader)));
        return services.AddSingleton<StreamTextReader>().AddHostedService(provider => provider.GetRequiredService<StreamTextReader>());
    }

    public static IEndpointRouteBuilder MapStreamText(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("StreamText").RequireCors(CorsPolicy);
        group.MapMethods("/captions", ["GET", "HEAD"], GetCaptions).WithName(nameof(GetCaptions));
        group.MapMethods("/text-data.ashx", ["GET", "HEAD"], GetTextData).WithName(nameof(GetTextData));
        return routes;
    }

    /// <summary>
    /// The text from a position on. Where there is no more, StreamText answers 404 with the same JSON and the position -1: software keeps the
    /// position it had. Whoever asks where to begin, with -1 or a position that is not reached, is told.
    /// </summary>
    private static async Task<Results<JsonHttpResult<TextLines>, ProblemHttpResult>> GetCaptions(
        HttpContext http, StreamTextReader reader,
        [Description("The session: meeting/number, meeting_number, or its id.")] string? @event,
        [Description("The position: 0 from the beginning, -1 from now, else the lastPosition of the answer before.")] string? last,
        [Description("How many UTF-16 units at most, above 0; a character that needs more is given whole.")] string? length,
        [Description("A language or caption channel; the floor where none is named.")] string? language)
    {
        if (!TryReadNumber(last, 0, out var position) || !TryReadNumber(length, MostAtOnce, out var most))
        {
            return TypedResults.Problem("last and length are whole numbers.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (most < 1)
        {
            return TypedResults.Problem("length is a whole number above 0.", statusCode: StatusCodes.Status400BadRequest);
        }

        var (text, next, spoken) = await ReadAsync(http, reader, @event, position, most, language);
        return text.Length == 0 && position == next ? Answer(new TextLines("", -1, ""), -1) : Answer(new TextLines(text, next, spoken), next);
    }

    /// <summary>The same as fragments of percent-encoded text, where %08 takes the last character back.</summary>
    private static async Task<Results<JsonHttpResult<TextData>, ProblemHttpResult>> GetTextData(
        HttpContext http, StreamTextReader reader, string? @event, string? last, string? language)
    {
        if (!TryReadNumber(last, 0, out var position))
        {
            return TypedResults.Problem("last is a whole number.", statusCode: StatusCodes.Status400BadRequest);
        }

        var (text, next, _) = await ReadAsync(http, reader, @event, position, MostAtOnce, language);
        return Answer(new TextData(next, text.Length == 0 ? [] : [new("basic", Uri.EscapeDataString(text))]), next);
    }

    private static async Task<(string Text, long Next, string Language)> ReadAsync(
        HttpContext http, StreamTextReader reader, string? @event, long position, long most, string? language)
    {
        var stream = await reader.FindAsync(@event, language);
        var (text, next, spoken) = stream is null ? ("", -1, "") : stream.Read(position < 0 ? stream.End : position, (int)Math.Min(most, MostAtOnce));
        http.Response.Headers[PositionHeader] = next.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return (text, next, spoken);
    }

    private static JsonHttpResult<T> Answer<T>(T answer, long next) =>
        TypedResults.Json(answer, Json, statusCode: next < 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);

    // A script that has no position yet writes it so.
    private static bool TryReadNumber(string? text, long otherwise, out long number)
    {
        number = otherwise;
        return text is null or "" or "null" or "undefined" or "NaN" || long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private sealed record TextLines(string Content, long LastPosition, string LanguageCode);

    private sealed record TextData(long LastPosition, [property: JsonPropertyName("i")] ImmutableArray<TextFragment> Fragments);

    private sealed record TextFragment(string Format, [property: JsonPropertyName("d")] string Data);
}
