using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace LiveSession.Publishing.Bundle;

/// <summary>
/// Reads a zip as <see cref="StoredZip"/> writes it, forwards, and nothing is unpacked: names lead nowhere. A byte that such a zip would not have is
/// refused with its place.
/// </summary>
internal sealed class BundleReading(Stream from)
{
    private const int LongestName = 400;
    private const int MostFiles = 200;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<ZipEntry> _entries = [];
    private long _at;

    /// <summary>The name of the bag: the one folder in it.</summary>
    public string Bag { get; private set; } = "";

    /// <summary>What each file's content is, by its path in the bag.</summary>
    public Dictionary<string, Measurement> Files { get; } = [];

    /// <summary>Reads it all.</summary>
    /// <param name="take">Takes a file's path and content, as far as it wants.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BundleRefusedException">It is no such zip.</exception>
    public async Task ReadAsync(Func<string, Stream, Task> take, CancellationToken cancellationToken)
    {
        for (var start = _at; ; start = _at)
        {
            var signature = await ReadExactlyAsync(4, "a file", cancellationToken);
            if (BinaryPrimitives.ReadUInt32LittleEndian(signature) == StoredZip.CentralSignature)
            {
                await ReadDirectoryAsync(signature, start, cancellationToken);
                return;
            }

            await ReadFileAsync(signature, start, take, cancellationToken);
        }
    }

    private async Task ReadFileAsync(byte[] signature, long start, Func<string, Stream, Task> take, CancellationToken cancellationToken)
    {
        byte[] header = [.. signature, .. await ReadExactlyAsync(StoredZip.LocalHeaderLength - signature.Length, "a file", cancellationToken)];
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != StoredZip.LocalSignature || nameLength is 0 or > LongestName)
        {
            throw Refused(start, "here a file should begin");
        }

        var encoded = await ReadExactlyAsync(nameLength, "a name", cancellationToken);
        var path = PathIn(encoded, start);
        await using var content = new ContentStream(from, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(18)));
        await take(path, content);
        await content.DrainAsync(cancellationToken);
        _at += content.Taken;
        if (content.Rest > 0)
        {
            throw Refused(_at, $"it ends in the middle of {path}");
        }

        var entry = new ZipEntry($"{Bag}/{path}", start, content.Measured);
        byte[] read = [.. header, .. encoded];
        if (read.AsSpan().CommonPrefixLength(StoredZip.LocalHeader(entry)) is var same && same < read.Length)
        {
            throw Refused(start + same, $"{path} is not as it was packed: its content or what stands before it was altered");
        }

        if (!Files.TryAdd(path, entry.Measured) || Files.Count > MostFiles)
        {
            throw Refused(start, Files.Count > MostFiles ? "there are more files than a bundle has" : $"there are two of {path}");
        }

        _entries.Add(entry);
    }

    private async Task ReadDirectoryAsync(byte[] begun, long start, CancellationToken cancellationToken)
    {
        var expected = StoredZip.Directory(_entries, start);
        var found = new byte[expected.Length + 1];
        begun.CopyTo(found, 0);
        var length = begun.Length + await from.ReadAtLeastAsync(found.AsMemory(begun.Length), found.Length - begun.Length, throwOnEndOfStream: false, cancellationToken);
        var same = found.AsSpan(0, length).CommonPrefixLength(expected);
        if (same < expected.Length || length > expected.Length)
        {
            throw Refused(start + same, same == length ? "it ends in the middle of its directory" : "its directory does not fit its files");
        }
    }

    private string PathIn(byte[] encoded, long start)
    {
        string name;
        try
        {
            name = Utf8.GetString(encoded);
        }
        catch (DecoderFallbackException)
        {
            throw Refused(start, "a name is not in UTF-8");
        }

        var parts = name.Split('/');
        if (parts.Length < 2 || parts.Any(part => part is "" or "." or ".." || part.Any(letter => char.IsControl(letter) || letter is '\\' or ':')))
        {
            throw Refused(start, $"the name {Shown(name)} could lead out of the folder it is unpacked to, or nowhere");
        }

        Bag = Bag.Length == 0 ? parts[0] : Bag;
        return parts[0] == Bag ? string.Join('/', parts[1..]) : throw Refused(start, $"{Shown(name)} does not lie in the bag {Shown(Bag)}");
    }

    private static string Shown(string name) => string.Concat(name.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));

    private async Task<byte[]> ReadExactlyAsync(int length, string what, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        var read = await from.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellationToken);
        _at += read;
        return read == length ? bytes : throw Refused(_at, $"it ends where {what} should stand");
    }

    private static BundleRefusedException Refused(long at, string why) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Byte {at}: {why}. This is not a bundle as LiveSession packs it; one that another program packed again can be unpacked and checked as proof/README.txt in it says."));
}

/// <summary>The content of one file, and what is measured of it on the way.</summary>
internal sealed class ContentStream(Stream from, long length) : Stream
{
    private readonly MeasuringStream _measuring = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    /// <summary>How many bytes were read.</summary>
    public long Taken { get; private set; }

    /// <summary>How many are still to come.</summary>
    public long Rest => length - Taken;

    public Measurement Measured => _measuring.Measured;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Rest == 0 ? 0 : await from.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Rest)], cancellationToken);
        _measuring.Measure(buffer.Span[..read]);
        Taken += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _measuring.Dispose();
        }

        base.Dispose(disposing);
    }
}
