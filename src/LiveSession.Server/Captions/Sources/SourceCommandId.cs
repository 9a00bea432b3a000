using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LiveSession.Server.Captions.Sources;

/// <summary>
/// The command id of a line that came with a post: the post's number and content are in it, so that the record itself knows which posts it
/// holds. A post sent again after a restart makes the same ids and is answered as the first time. UUID version 8: 48 bits of the post's
/// number, whether all of the post is recorded with this line, the line's place in the post, 56 bits of a hash.
/// </summary>
internal static class SourceCommandId
{
    /// <summary>The first number that is too large to be a post's.</summary>
    public const long NumberLimit = 1L << 46;

    private const int HashLength = 7;
    private const byte Whole = 0x01;

    /// <summary>The part of a post's hash that its command ids carry.</summary>
    public static string HashOf(CaptionSourceId source, string content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(source.Value.ToByteArray(bigEndian: true));
        hash.AppendData(Encoding.UTF8.GetBytes(content));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashLength));
    }

    /// <summary>The id of a line of a post.</summary>
    public static CommandId Of(long number, string hash, int index, bool whole)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number << 16);
        bytes[6] = (byte)(0x80 | (whole ? Whole : 0));
        bytes[7] = (byte)index;
        bytes[8] = (byte)(0x80 | ((index >> 8) & 0x3F));
        Convert.FromHexString(hash, bytes[9..], out _, out _);
        return new CommandId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The post of which a line came; null for ids of another make.</summary>
    public static (long Number, string Hash, bool Whole)? Read(CommandId command)
    {
        Span<byte> bytes = stackalloc byte[16];
        command.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return bytes[6] >> 4 == 8
            ? (BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16, Convert.ToHexStringLower(bytes[9..]), (bytes[6] & Whole) != 0)
            : null;
    }
}
