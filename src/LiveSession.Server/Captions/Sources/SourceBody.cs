using System.IO.Compression;
using Microsoft.AspNetCore.Connections.Features;

namespace LiveSession.Server.Captions.Sources;

/// <summary>
/// Reads the body of a post, at most as long as posts may be: packed or not, and however long the sender says it is. Of what is longer nothing
/// is kept: what reading costs does not grow with the body.
/// </summary>
internal static class SourceBody
{
    /// <summary>How long a post may take to come, from its first byte to its last.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Many programs look at the answer only when they have sent everything; cut off before, they would see no answer but a broken connection.
    private const int HeardOut = 16_777_216;

    // Packed text that breaks off is not the whole text: without this it would be taken for it.
    static SourceBody() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>The body, unpacked; or why it is refused.</summary>
    public static async Task<SourceBodyReading> ReadAsync(HttpRequest request, int most, TimeProvider time)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted, late.Token);
        using var heard = new MemoryStream();
        try
        {
            await using var body = Unpacked(request);
            if (body is null)
            {
                await HearOutAsync(request, limit.Token);
                return new(null, Rejections.UnknownPacking(request.Headers.ContentEncoding.ToString()), StatusCodes.Status415UnsupportedMediaType);
            }

            if (await ReadAsync(body, heard, most, limit.Token))
            {
                return SourceCharset.ToUtf8(request, heard.ToArray()) is { } written
                    ? new(written, null, StatusCodes.Status200OK, IsLeftOver(request))
                    : new(null, Rejections.UnknownCharset(SourceCharset.NameOf(request)!), StatusCodes.Status415UnsupportedMediaType);
            }

            await HearOutAsync(request, limit.Token);
            return TooLarge(most);
        }
        catch (BadHttpRequestException e) when (e.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(most);
        }
        catch (Exception e) when (e is OperationCanceledException or BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout })
        {
            return new(null, CutShort(request, heard) ?? Rejections.UnreadablePost("it did not come in time"), StatusCodes.Status408RequestTimeout);
        }
        catch (Exception e) when (e is BadHttpRequestException or IOException)
        {
            return new(null, CutShort(request, heard) ?? Rejections.UnreadablePost("it broke off"), StatusCodes.Status400BadRequest);
        }
        // What unpacks brotli says it by another exception than the others.
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return new(null, Rejections.UnreadablePost("it is packed wrongly"), StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<bool> ReadAsync(Stream body, MemoryStream heard, int most, CancellationToken limit)
    {
        var block = new byte[4_096];
        int count;
        while ((count = await body.ReadAsync(block, limit)) > 0)
        {
            heard.Write(block, 0, count);
            if (heard.Length > most)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task HearOutAsync(HttpRequest request, CancellationToken limit)
    {
        var block = new byte[4_096];
        int count;
        for (var heard = 0; heard < HeardOut && (count = await request.Body.ReadAsync(block, limit)) > 0; heard += count)
        {
        }
    }

    private static Rejection? CutShort(HttpRequest request, MemoryStream heard) =>
        request.ContentLength is { } announced && heard.Length < announced && request.Headers.ContentEncoding.Count == 0
            ? Rejections.PostCutShort((int)Math.Min(announced, int.MaxValue))
            : null;

    // Software that counts characters where bytes are meant sends more than it announced. What is left over is no next request.
    private static bool IsLeftOver(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IConnectionTransportFeature>()?.Transport.Input is not { } input)
        {
            return false;
        }

        try
        {
            if (!input.TryRead(out var left))
            {
                return false;
            }

            var over = !left.Buffer.IsEmpty && !char.IsAsciiLetterUpper((char)left.Buffer.FirstSpan[0]);
            input.AdvanceTo(left.Buffer.Start);
            return over;
        }
        catch (InvalidOperationException)
        {
            // The connection is gone, or somebody else reads from it: then nobody knows.
            return false;
        }
    }

    private static SourceBodyReading TooLarge(int most) => new(null, Rejections.PostTooLarge(most), StatusCodes.Status413PayloadTooLarge);

    private static Stream? Unpacked(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        _ => null,
    };
}

/// <summary>What came of reading a post: its bytes and whether more was sent than announced, or the refusal and its status.</summary>
internal sealed record SourceBodyReading(byte[]? Body, Rejection? Rejection, int Status, bool Cut = false);
