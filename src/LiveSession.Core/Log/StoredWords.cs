using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LiveSession.Core.Log;

/// <summary>
/// The end of a stored event that holds words. What is hashed is the event without it; the digest, which is hashed, ties the words to it.
/// <code>
/// {"log":…,"data":{…,"text":""},"digest":"9f2c…","words":"Good morning.","salt":"51ab…"}    as it was said
/// {"log":…,"data":{…,"text":""},"digest":"9f2c…","words":"Good ███████."}                   redacted
/// {"log":…,"data":{…,"text":""},"words":"Good ███████."}                                    redacted, from before there were digests
/// </code>
/// digest = SHA-256( 16 bytes of salt ‖ words in UTF-8 ). Without the salt nobody can tell which words it was made of, not even by trying them all.
/// </summary>
/// <param name="Event">The event without them: what is hashed.</param>
/// <param name="Digest">What the event says of them; null in an event from before there were digests.</param>
/// <param name="Words">The words, or what is left of them.</param>
/// <param name="Salt">The salt, in hexadecimal; null once they were redacted.</param>
public sealed record StoredWords(ReadOnlyMemory<byte> Event, string? Digest, string Words, string? Salt)
{
    private const int SaltLength = 16;

    private static ReadOnlySpan<byte> BeforeWords => ",\"words\":"u8;

    private static ReadOnlySpan<byte> BeforeDigest => ",\"digest\":\""u8;

    private static ReadOnlySpan<byte> AfterDigest => "\"}"u8;

    /// <summary>Whether they are the words of which the event was made.</summary>
    public bool AreOriginal => Salt is not null && Digest == DigestOf(Words, Salt);

    /// <summary>A salt nobody can guess.</summary>
    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltLength));

    /// <summary>What stands in an event for its words.</summary>
    public static string DigestOf(string words, string salt)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(salt), .. Encoding.UTF8.GetBytes(words)]));
    }

    /// <summary>The words at the end of a stored event; null where it has none there.</summary>
    public static StoredWords? In(ReadOnlySpan<byte> canonical)
    {
        // Within a text a quotation mark is escaped: this stands between members only, and what must follow leaves one place for it.
        var at = canonical.LastIndexOf(BeforeWords);
        if (at < 0 || Read(canonical[at..]) is not var (words, salt))
        {
            return null;
        }

        byte[] hashed = [.. canonical[..at], (byte)'}'];
        return new StoredWords(hashed, DigestAtEndOf(hashed), words, salt);
    }

    /// <summary>The whole as it is stored.</summary>
    public byte[] ToCanonical() => [.. Event.Span[..^1], .. EndOf(Words, Salt)];

    // There is one way to write it, and so no byte that could be altered unseen.
    private static (string Words, string? Salt)? Read(ReadOnlySpan<byte> end)
    {
        byte[] json = [(byte)'{', .. end[1..]];
        try
        {
            return JsonSerializer.Deserialize<End>(json, ProtocolJson.Options) is { Words: { } words } read && IsSalt(read.Salt)
                && EndOf(words, read.Salt).AsSpan().SequenceEqual(end) ? (words, read.Salt) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSalt(string? salt) => salt is null || (salt.Length == 2 * SaltLength && salt.All(char.IsAsciiHexDigitLower));

    private static byte[] EndOf(string words, string? salt)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new End(words, salt), ProtocolJson.Options);
        json[0] = (byte)',';
        return json;
    }

    private static string? DigestAtEndOf(ReadOnlySpan<byte> hashed)
    {
        var length = BeforeDigest.Length + HashChain.Start.Length + AfterDigest.Length;
        return hashed.Length > length && hashed[^length..].StartsWith(BeforeDigest) && hashed.EndsWith(AfterDigest)
            ? Encoding.ASCII.GetString(hashed.Slice(hashed.Length - length + BeforeDigest.Length, HashChain.Start.Length))
            : null;
    }

    private sealed record End(string? Words, string? Salt);
}
