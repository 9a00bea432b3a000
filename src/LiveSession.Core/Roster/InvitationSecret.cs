using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LiveSession.Core.Roster;

/// <summary>The secret in an invitation link: 256 random bits as 43 characters of base64url. Only its hash is kept.</summary>
public static class InvitationSecret
{
    /// <summary>A fresh secret.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of a secret, lower-case hexadecimal. The secret has full entropy, so no salt or stretching is needed.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
