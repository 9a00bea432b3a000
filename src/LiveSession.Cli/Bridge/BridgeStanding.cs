using System.Buffers.Binary;

namespace LiveSession.Cli.Bridge;

/// <summary>What of a session's state decides where the software's typing goes.</summary>
/// <param name="RecordPart">The part of the session, as <see cref="SessionView.RecordPart"/>.</param>
/// <param name="Runs">Whether the session was opened, and is not over.</param>
/// <param name="Writes">Whether what is finished now may come into the record: the session runs on the record, and no colleague has the pen.</param>
internal sealed record BridgeStanding(int RecordPart, bool Runs, bool Writes)
{
    private const int RunsBit = 2;
    private const int WritesBit = 1;

    public static BridgeStanding Of(SessionView session, string track, ParticipantId me)
    {
        var runs = session.Phase is SessionPhase.Open or SessionPhase.Suspended;
        return new BridgeStanding(
            session.RecordPart, runs, runs && !session.OffTheRecord && session.Pens.All(pen => pen.Track != track || pen.Holder == me));
    }

    public static BridgeStanding Read(ReadOnlySpan<byte> content) =>
        new(BinaryPrimitives.ReadInt32BigEndian(content), (content[4] & RunsBit) != 0, (content[4] & WritesBit) != 0);

    public byte[] ToBytes()
    {
        var content = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(content, RecordPart);
        content[4] = (byte)((Runs ? RunsBit : 0) | (Writes ? WritesBit : 0));
        return content;
    }
}
