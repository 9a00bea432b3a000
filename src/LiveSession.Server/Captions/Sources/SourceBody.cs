using System.IO.Compression;

namespace LiveSession.Server.Captions.Sources;

/// <summary>Reads the body of a post, at most as long as posts may be: packed or not, and however long the sender says it is.</summary>
internal static class SourceBody
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The body, unpacked; null when it is too long.</summary>
    /// <exception cref="InvalidDataException">It is packed in a way that cannot be undone.</exception>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int most)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        limit.CancelAfter(Patience);
        await using var body = Unpacked(request);
        using var read = new MemoryStream();
        var block = new byte[4_096];
        int count;
        while ((count = await body.ReadAsync(block, limit.Token)) > 0)
        {
            read.Write(block, 0, count);
            if (read.Length > most)
            {
                return null;
            }
        }

        return read.ToArray();
    }

    private static Stream Unpacked(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
        "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
        var other => throw new InvalidDataException($"its encoding is {other}"),
    };
}
