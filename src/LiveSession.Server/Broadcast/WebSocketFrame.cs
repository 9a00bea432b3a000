using System.Buffers.Binary;

namespace LiveSession.Server.Broadcast;

/// <summary>
/// Frames as a server sends them: unmasked, in one piece (RFC 6455 §5.2). <c>81 05 48 65 6c 6c 6f</c> is the text "Hello".
/// </summary>
internal static class WebSocketFrame
{
    private const byte WholeText = 0x81;
    private const int Short = 125;
    private const byte TwoByteLength = 126;
    private const byte EightByteLength = 127;

    public static byte[] Text(ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[10];
        header[0] = WholeText;
        var length = 2;
        if (payload.Length <= Short)
        {
            header[1] = (byte)payload.Length;
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            header[1] = TwoByteLength;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)payload.Length);
            length = 4;
        }
        else
        {
            header[1] = EightByteLength;
            BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)payload.Length);
            length = 10;
        }

        return [.. header[..length], .. payload];
    }
}
