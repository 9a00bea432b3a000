using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace LiveSession.Core.Log;

/// <summary>
/// A log as a file that anybody can keep and check: one event a line, its bytes exactly as they were hashed.
/// <c>{"hash":"9f2c…","event":{"log":"session/…","epoch":"…","seq":1,…}}</c>
/// </summary>
public static class LogExport
{
    /// <summary>No event is longer than this; a line that is was not written by an export.</summary>
    private const int LongestLine = 16 * 1024 * 1024;

    private static ReadOnlySpan<byte> BeforeHash => "{\"hash\":\""u8;

    private static ReadOnlySpan<byte> BeforeEvent => "\",\"event\":"u8;

    private static ReadOnlySpan<byte> AfterEvent => "}"u8;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Writes the events, one a line.</summary>
    /// <returns>How many were written.</returns>
    public static async Task<long> WriteAsync(
        Stream destination, IAsyncEnumerable<StoredEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(events);
        var count = 0L;
        var line = new ArrayBufferWriter<byte>(1024);
        await foreach (var stored in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            line.ResetWrittenCount();
            line.Write(BeforeHash);
            line.Write(Encoding.UTF8.GetBytes(stored.Hash));
            line.Write(BeforeEvent);
            line.Write(stored.Canonical.Span);
            line.Write(AfterEvent);
            line.Write("\n"u8);
            await destination.WriteAsync(line.WrittenMemory, cancellationToken).ConfigureAwait(false);
            count++;
        }

        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        return count;
    }

    /// <summary>
    /// Reads the lines back. A line that is not of this form is handed on whole and without a hash, so that
    /// <see cref="LogVerifier"/> names it like any other bad event.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is longer than any event.</exception>
    public static async IAsyncEnumerable<StoredEvent> ReadAsync(
        Stream source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = PipeReader.Create(source, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var number = 1L;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var rest = read.Buffer;
            while (TryTakeLine(ref rest, read.IsCompleted, out var line))
            {
                if (Trim(line, isFirst: number == 1) is { Length: > 0 } trimmed)
                {
                    yield return Parse(trimmed);
                }

                number++;
            }

            if (read.IsCompleted)
            {
                break;
            }

            if (rest.Length > LongestLine)
            {
                throw new InvalidDataException($"Line {number} is longer than any event: this is not an exported log.");
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }

        await reader.CompleteAsync().ConfigureAwait(false);
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool isLast, out byte[] line)
    {
        var end = rest.PositionOf((byte)'\n');
        if (end is null && (!isLast || rest.IsEmpty))
        {
            line = [];
            return false;
        }

        line = rest.Slice(0, end ?? rest.End).ToArray();
        rest = end is { } newline ? rest.Slice(rest.GetPosition(1, newline)) : rest.Slice(rest.End);
        return true;
    }

    // A file that passed through other people's editors and mailers is still the same record.
    private static ReadOnlyMemory<byte> Trim(byte[] line, bool isFirst)
    {
        var start = isFirst && line.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var end = line.Length > start && line[^1] == (byte)'\r' ? line.Length - 1 : line.Length;
        return line.AsMemory(start, end - start);
    }

    private static StoredEvent Parse(ReadOnlyMemory<byte> line)
    {
        var hash = BeforeHash.Length + HashChain.Start.Length;
        var start = hash + BeforeEvent.Length;
        var isExported = line.Length > start
            && line.Span.StartsWith(BeforeHash)
            && line.Span[hash..].StartsWith(BeforeEvent)
            && line.Span.EndsWith(AfterEvent);
        return isExported
            ? new StoredEvent(line[start..^AfterEvent.Length], Encoding.UTF8.GetString(line.Span[BeforeHash.Length..hash]))
            : new StoredEvent(line, "");
    }
}
