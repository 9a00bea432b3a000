using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LiveSession.Core.Log;

/// <summary>
/// The public half of a key with which an installation signs its records: ECDSA on the curve P-256 with SHA-256 (ES256; FIPS 186-5). Signatures are
/// r ‖ s, 64 bytes (IEEE P1363), as the browsers' own cryptography takes them.
/// </summary>
/// <param name="Id">SHA-256 over the public key, 64 hexadecimal characters: whoever knows the id knows the key.</param>
/// <param name="PublicKey">The key as SubjectPublicKeyInfo (RFC 5480), in base64.</param>
public sealed record RecordKey(string Id, string PublicKey)
{
    private const int LargestKey = 512;

    /// <summary>The public half of a key at hand.</summary>
    public static RecordKey Of(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var encoded = key.ExportSubjectPublicKeyInfo();
        return new RecordKey(Convert.ToHexStringLower(SHA256.HashData(encoded)), Convert.ToBase64String(encoded));
    }

    /// <summary>Whether the id is that of the key, and the key one of the kind used here.</summary>
    public bool IsSound() => TryImport() is { } key && Use(key, _ => true);

    /// <summary>Whether somebody who has the private half signed the data.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature, in base64.</param>
    public bool Verifies(ReadOnlySpan<byte> data, string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        var decoded = new byte[64];
        if (!Convert.TryFromBase64String(signature, decoded, out var length) || length != decoded.Length
            // The last letter of base64 has bits that say nothing: one way to write a signature is enough.
            || Convert.ToBase64String(decoded) != signature || TryImport() is not { } key)
        {
            return false;
        }

        using (key)
        {
            return key.VerifyData(data, decoded, HashAlgorithmName.SHA256);
        }
    }

    private static T Use<T>(ECDsa key, Func<ECDsa, T> use)
    {
        using (key)
        {
            return use(key);
        }
    }

    private ECDsa? TryImport()
    {
        var encoded = new byte[LargestKey];
        if (!Convert.TryFromBase64String(PublicKey, encoded, out var length)
            || Convert.ToHexStringLower(SHA256.HashData(encoded.AsSpan(0, length))) != Id)
        {
            return null;
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(encoded.AsSpan(0, length), out var read);
            if (read == length && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                return key;
            }
        }
        catch (CryptographicException)
        {
            // No such key: as one that fits nothing.
        }

        key.Dispose();
        return null;
    }
}

/// <summary>A key at hand to sign with.</summary>
/// <param name="Key">Its public half.</param>
/// <param name="Sign">Signs data; the answer is in base64.</param>
public sealed record RecordSigner(RecordKey Key, Func<byte[], string> Sign);

/// <summary>What is signed to seal a log.</summary>
public static class LogSeal
{
    /// <summary>The end of a log, in five lines of ASCII: what it is, the log, the epoch, the sequence, the hash of its last event.</summary>
    public static byte[] Statement(LogId log, LogHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"livesession log seal 1\n{log}\n{head.Position.Epoch}\n{head.Position.Sequence}\n{head.Hash}\n"));
    }

    /// <summary>
    /// The sealed end of a log and the redactions, in lines of ASCII: what it is, the log, the sequence and the hash of its sealed event, and for each
    /// redaction the sequence and the hash of the event that says so.
    /// </summary>
    public static byte[] Redactions(LogId log, RecordSealed seal, IEnumerable<(long Event, string Hash)> redactions)
    {
        ArgumentNullException.ThrowIfNull(seal);
        var lines = redactions.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Event} {one.Hash}\n"));
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"livesession log redactions 1\n{log}\n{seal.Event}\n{seal.Hash}\n{string.Concat(lines)}"));
    }
}
