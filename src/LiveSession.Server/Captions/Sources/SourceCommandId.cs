using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LiveSession.Server.Captions.Sources;

/// <summary>
/// The command id of a line that came with a post: the post's number and content are in it, so that the record itself knows which posts it
/// holds. A post sent again after a restart makes the same ids and is answered as the first time. UUID version 8: 48 bits of the post's
/// number, what is known of the line, its place in the post, the run of the software, 40 bits of a hash.
/// </summary>
/// <param name="Number">The post's number.</param>
/// <param name="Hash">The part of the post's hash that ids carry.</param>
/// <param name="Run">How many times the software had been started again: its numbers stand for other posts each time.</param>
/// <param name="Index">The line's place in the post.</param>
/// <param name="Traits">What is known of the line.</param>
internal readonly record struct SourceCommandId(long Number, string Hash, int Run, int Index, LineTraits Traits)
{
    private const int HashLength = 5;
    private const int Version = 0x80;

    /// <summary>The part of a post's hash that its command ids carry.</summary>
    public static string HashOf(CaptionSourceId source, string content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(source.Value.ToByteArray(bigEndian: true));
        hash.AppendData(Encoding.UTF8.GetBytes(content));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashLength));
    }

    /// <summary>The id.</summary>
    public CommandId ToCommand()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Number << 16);
        bytes[6] = (byte)(Version | (int)Traits);
        bytes[7] = (byte)Index;
        bytes[8] = (byte)(0x80 | ((Index >> 8) & 0x3F));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[9..], (ushort)Run);
        Convert.FromHexString(Hash, bytes[11..], out _, out _);
        return new CommandId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>What an id says; null for ids of another make.</summary>
    public static SourceCommandId? Read(CommandId command)
    {
        Span<byte> bytes = stackalloc byte[16];
        command.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return (bytes[6] & 0xF0) == Version
            ? new SourceCommandId(
                BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16, Convert.ToHexStringLower(bytes[11..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[9..]),
                bytes[7] | ((bytes[8] & 0x3F) << 8), (LineTraits)(bytes[6] & 0x0F))
            : null;
    }
}

/// <summary>What the id of a recorded line tells of it to the process that comes after.</summary>
[Flags]
internal enum LineTraits
{
    None = 0,

    /// <summary>All of the post is recorded with this line.</summary>
    Whole = 1,

    /// <summary>The source ended the line; otherwise we did, and the source knows of no break here.</summary>
    Typed = 2,

    /// <summary>The source posts what stands on its screen, again and again.</summary>
    Rolls = 4,

    /// <summary>White space stood at the end of the line.</summary>
    Spaced = 8,
}
