using System.Buffers.Binary;
using System.Text.Json;

namespace LiveSession.Cli.Bridge;

/// <summary>
/// What the software typed, on disk before anything is made of it, and what of that the server has answered. A bridge that was killed reads
/// it again and makes the same lines with the same ids: those the record holds are not written twice. Records of one letter, a length and a
/// content; one that was being written when the bridge was killed ends the file, and was of no consequence yet.
/// </summary>
internal sealed class BridgeJournal : IDisposable
{
    private const int HeadLength = 5;
    private const int MostContent = 65_536;

    private readonly Lock _gate = new();
    private readonly FileStream? _file;
    private CommandFailedException? _fault;

    private BridgeJournal(FileStream? file, JournalHead head, IReadOnlyList<JournalRecord> records) => (_file, Head, Records) = (file, head, records);

    public JournalHead Head { get; }

    /// <summary>What was in the file when it was opened.</summary>
    public IReadOnlyList<JournalRecord> Records { get; }

    /// <summary>Nothing is kept: what is not sent when the bridge is killed is lost.</summary>
    public static BridgeJournal None(JournalHead head) => new(null, head, []);

    /// <summary>Opens a journal, or begins one.</summary>
    public static BridgeJournal Open(string path, JournalHead head)
    {
        FileStream? file = null;
        head = head with { Version = JournalHead.Present };
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            var (records, end) = Read(file);
            file.SetLength(end);
            file.Position = end;
            if (records.Count == 0)
            {
                var begun = new BridgeJournal(file, head, []);
                begun.Append(JournalKind.Head, JsonSerializer.SerializeToUtf8Bytes(head, ProtocolJson.Options));
                return begun;
            }

            var found = records[0].Kind is JournalKind.Head ? JsonSerializer.Deserialize<JournalHead>(records[0].Content, ProtocolJson.Options) : null;
            if (found is not null && found.Version != head.Version)
            {
                throw new CommandFailedException(
                    $"{path} is the journal of another version of the bridge, which makes other lines of it. Send what is in it with that version, or name another file.",
                    ExitCode.BadUsage);
            }

            if (found is null || (found with { Id = head.Id }) != head)
            {
                throw new CommandFailedException($"{path} is the journal of another session, channel, language or encoding. Name another file.", ExitCode.BadUsage);
            }

            return new BridgeJournal(file, found, [.. records.Skip(1)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            file?.Dispose();
            throw new CommandFailedException($"The journal {path} cannot be used: {e.Message}");
        }
        catch (CommandFailedException)
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Keeps what is given, before it returns: as safe as the machine is. A journal that could not be written once is not written again.</summary>
    public void Append(JournalKind kind, ReadOnlySpan<byte> content)
    {
        if (_file is null)
        {
            return;
        }

        // In one piece: a record is there, or it is not.
        var record = new byte[HeadLength + content.Length];
        record[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(1), content.Length);
        content.CopyTo(record.AsSpan(HeadLength));
        lock (_gate)
        {
            if (_fault is not null)
            {
                throw _fault;
            }

            var end = _file.Position;
            try
            {
                _file.Write(record);
            }
            // The last one is how the framework says that files may not be that long.
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                _fault = new CommandFailedException(
                    $"The journal {_file.Name} cannot be written: {e.Message.TrimEnd('.')}. The keys typed last are not in it, and not in the record. Start the bridge again when it can be written.");
                Shorten(_file, end);
                throw _fault;
            }
        }
    }

    /// <summary>Keeps that a line or a correction was answered. Where that cannot be kept it is sent again another time, and the record has it once.</summary>
    public void Answered(JournalKind kind, long index, long number)
    {
        Span<byte> content = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(content, index);
        BinaryPrimitives.WriteInt64BigEndian(content[8..], number);
        try
        {
            Append(kind, content);
        }
        catch (CommandFailedException)
        {
            // The next key ends the bridge.
        }
    }

    public void Dispose() => _file?.Dispose();

    // Of the record that did not fit, a part may be there. Where even that cannot be undone, it is left out when the journal is opened.
    private static void Shorten(FileStream file, long end)
    {
        try
        {
            file.SetLength(end);
        }
        catch (IOException)
        {
            // Left as it is.
        }
    }

    private static (List<JournalRecord> Records, long End) Read(FileStream file)
    {
        var (records, end, head) = (new List<JournalRecord>(), 0L, new byte[HeadLength]);
        while (file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) == HeadLength)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1));
            if (!Enum.IsDefined((JournalKind)head[0]) || length is < 0 or > MostContent)
            {
                throw new InvalidDataException("it is no journal of a bridge.");
            }

            var content = new byte[length];
            if (file.ReadAtLeast(content, length, throwOnEndOfStream: false) < length)
            {
                break;
            }

            records.Add(new JournalRecord((JournalKind)head[0], content));
            end = file.Position;
        }

        return (records, end);
    }
}

/// <summary>Whose a journal is. Ids are derived from its own: the same place in it is the same id.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="Session">The session.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">What is written.</param>
/// <param name="Encoding">In which encoding, where it was named.</param>
/// <param name="Version">How its records become lines: raised when the same bytes make other ones. The first bridges named none.</param>
internal sealed record JournalHead(Guid Id, SessionId Session, string Track, string Language, string? Encoding = null, int Version = 1)
{
    /// <summary>The version that this bridge writes and reads.</summary>
    public const int Present = 4;
}

/// <summary>What a record of a journal holds.</summary>
internal enum JournalKind : byte
{
    /// <summary>Whose journal it is.</summary>
    Head = (byte)'H',

    /// <summary>Software connected: what it sends begins anew.</summary>
    Connected = (byte)'N',

    /// <summary>Bytes of the software.</summary>
    Typed = (byte)'T',

    /// <summary>The bridge was stopped and finished the line.</summary>
    Finished = (byte)'F',

    /// <summary>The software rested in the middle of writing something again.</summary>
    Settled = (byte)'R',

    /// <summary>The session's state changed as far as it matters here: see <see cref="BridgeStanding"/>.</summary>
    Standing = (byte)'S',

    /// <summary>A line was answered: its slot, and its number in the record or 0.</summary>
    Line = (byte)'L',

    /// <summary>A correction was answered: its index, and its number in the record where it became a line; else 0.</summary>
    Correction = (byte)'C',
}

/// <summary>A record of a journal.</summary>
internal sealed record JournalRecord(JournalKind Kind, byte[] Content)
{
    public (long Index, long Number) Answer =>
        (BinaryPrimitives.ReadInt64BigEndian(Content), BinaryPrimitives.ReadInt64BigEndian(Content.AsSpan(8)));
}
