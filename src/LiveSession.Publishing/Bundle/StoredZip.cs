using System.Buffers.Binary;
using System.Text;

namespace LiveSession.Publishing.Bundle;

/// <summary>
/// A zip that has one way to be written (APPNOTE 6.3.10): files stored as they are, one after the other, names in UTF-8, no dates, no comments, nothing in
/// between. What a file says therefore follows from the names and contents of its entries, and every byte of it can be checked.
/// </summary>
internal static class StoredZip
{
    public const int LocalHeaderLength = 30;
    public const uint LocalSignature = 0x04034b50;
    public const uint CentralSignature = 0x02014b50;

    /// <summary>What a zip without 64-bit lengths can hold.</summary>
    public const long Largest = uint.MaxValue;

    private const ushort Version = 20;
    private const ushort Utf8Names = 0x0800;

    // The first day there is in a zip: 1 January 1980.
    private const ushort Undated = 0x0021;

    /// <summary>What stands before a file's content.</summary>
    public static byte[] LocalHeader(ZipEntry entry)
    {
        var name = Encoding.UTF8.GetBytes(entry.Name);
        var header = new byte[LocalHeaderLength + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, LocalSignature);
        WriteShared(header.AsSpan(4), entry, name);
        name.CopyTo(header, LocalHeaderLength);
        return header;
    }

    /// <summary>What stands after the last file: a directory of all of them, and its end.</summary>
    public static byte[] Directory(IReadOnlyList<ZipEntry> entries, long start)
    {
        using var directory = new MemoryStream();
        foreach (var entry in entries)
        {
            var name = Encoding.UTF8.GetBytes(entry.Name);
            var header = new byte[46];
            BinaryPrimitives.WriteUInt32LittleEndian(header, CentralSignature);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Version);
            WriteShared(header.AsSpan(6), entry, name);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), checked((uint)entry.Start));
            directory.Write(header);
            directory.Write(name);
        }

        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), checked((ushort)entries.Count));
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), checked((ushort)entries.Count));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), checked((uint)directory.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), checked((uint)start));
        directory.Write(end);
        return directory.ToArray();
    }

    // From the version needed to the length of what is extra: the same in both headers.
    private static void WriteShared(Span<byte> header, ZipEntry entry, byte[] name)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], Undated);
        BinaryPrimitives.WriteUInt32LittleEndian(header[10..], entry.Measured.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[14..], checked((uint)entry.Measured.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(header[18..], checked((uint)entry.Measured.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], checked((ushort)name.Length));
    }
}

/// <summary>A file in the zip.</summary>
/// <param name="Name">Its path, with slashes.</param>
/// <param name="Start">Where its header begins.</param>
/// <param name="Measured">Its content's measurement.</param>
internal sealed record ZipEntry(string Name, long Start, Measurement Measured);
