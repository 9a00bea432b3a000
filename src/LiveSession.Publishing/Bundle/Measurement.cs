using System.IO.Hashing;
using System.Security.Cryptography;

namespace LiveSession.Publishing.Bundle;

/// <summary>What is known of a file once it was seen whole.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Crc">The check sum of the zip.</param>
/// <param name="Sha256">64 hexadecimal characters.</param>
internal sealed record Measurement(long Length, uint Crc, string Sha256);

/// <summary>Measures what is written to it, and hands it on where somebody wants it.</summary>
internal sealed class MeasuringStream(Stream? to = null) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    // The check sum that a zip wants beside every file: it finds accidents; what finds intent is SHA-256.
    private readonly Crc32 _crc = new();
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>What was written until now.</summary>
    public Measurement Measured => new(_length, _crc.GetCurrentHashAsUInt32(), Convert.ToHexStringLower(_hash.GetCurrentHash()));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Measure(buffer.Span);
        if (to is not null)
        {
            await to.WriteAsync(buffer, cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronously.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Takes bytes in without handing them on.</summary>
    public void Measure(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _crc.Append(bytes);
        _length += bytes.Length;
    }
}
