using System.Security.Cryptography;

namespace LiveSession.Core.Log;

/// <summary>
/// Ties each event to the one before it, so that an altered, dropped or reordered record can be found by anyone who holds it:
/// hash(n) = SHA-256( hash(n-1) as 32 bytes ‖ canonical bytes of event n ), in lower-case hexadecimal. Of an event with words it is the bytes
/// without them, and with their digest (<see cref="StoredWords"/>).
/// </summary>
public static class HashChain
{
    /// <summary>What stands before the first event: 64 zeros.</summary>
    public static string Start { get; } = new('0', 64);

    /// <summary>The hash of the next event.</summary>
    /// <param name="previous">The hash of the event before it, 64 hexadecimal characters.</param>
    /// <param name="canonical">The event's bytes as stored.</param>
    public static string Next(string previous, ReadOnlySpan<byte> canonical) =>
        Over(previous, StoredWords.In(canonical) is { Digest: not null } worded ? worded.Event.Span : canonical);

    /// <summary>SHA-256 over a hash and the bytes that follow it, whatever they are.</summary>
    public static string Over(string previous, ReadOnlySpan<byte> bytes)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Convert.FromHexString(previous));
        sha.AppendData(bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        sha.GetHashAndReset(hash);
        return Convert.ToHexStringLower(hash);
    }
}
