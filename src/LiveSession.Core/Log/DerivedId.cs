using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LiveSession.Core.Log;

/// <summary>
/// Ids for what a command creates, derived from the command's own id, so that deciding stays pure: the same command gives the same
/// ids. UUID version 8 (RFC 9562): the first 128 bits of SHA-256(command ‖ kind ‖ index).
/// </summary>
public static class DerivedId
{
    /// <summary>The id of the <paramref name="index"/>-th thing of a kind that a command creates.</summary>
    public static Guid From(CommandId command, string kind, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> source = stackalloc byte[20 + Encoding.UTF8.GetMaxByteCount(kind.Length)];
        command.Value.TryWriteBytes(source, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(source[16..], index);
        var length = 20 + Encoding.UTF8.GetBytes(kind, source[20..]);
        SHA256.HashData(source[..length], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
