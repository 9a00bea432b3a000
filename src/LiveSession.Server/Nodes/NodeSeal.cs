using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using LiveSession.Core.Log;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Marks what nodes tell each other, so that whoever can reach Redis but not the archive can neither make up a word nor move one to
/// another channel. The key follows from the first event of the house's log, which never travels.
/// </summary>
internal sealed class NodeSeal(ISessionLog log)
{
    public const int Length = HMACSHA256.HashSizeInBytes;

    private volatile byte[]? _key;

    /// <summary>Names the archive without telling anything of it: nodes that show another one do not belong together. Null before the first start.</summary>
    public string? Archive => _key is { } key ? Convert.ToHexStringLower(HMACSHA256.HashData(key, "archive"u8))[..16] : null;

    /// <summary>Looks up the key; nothing is sealed or believed before.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var first in log.ReadAsync(LogId.House, 0, cancellationToken))
        {
            _key = SHA256.HashData(Encoding.ASCII.GetBytes($"livesession nodes {first.Hash}"));
            return;
        }
    }

    /// <summary>The bytes with their seal before them; null while there is no key.</summary>
    public byte[]? Seal(string channel, ReadOnlySpan<byte> body)
    {
        if (_key is not { } key)
        {
            return null;
        }

        var sealedBytes = new byte[Length + body.Length];
        Mark(key, channel, body, sealedBytes);
        body.CopyTo(sealedBytes.AsSpan(Length));
        return sealedBytes;
    }

    /// <summary>What a seal of ours stands before.</summary>
    public bool TryOpen(string channel, ReadOnlyMemory<byte> message, [NotNullWhen(true)] out ReadOnlyMemory<byte>? body)
    {
        body = null;
        if (_key is not { } key || message.Length < Length)
        {
            return false;
        }

        Span<byte> mark = stackalloc byte[Length];
        Mark(key, channel, message.Span[Length..], mark);
        if (!CryptographicOperations.FixedTimeEquals(mark, message.Span[..Length]))
        {
            return false;
        }

        body = message[Length..];
        return true;
    }

    private static void Mark(byte[] key, string channel, ReadOnlySpan<byte> body, Span<byte> mark)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(channel));
        mac.AppendData([0]);
        mac.AppendData(body);
        mac.GetHashAndReset(mark);
    }
}
