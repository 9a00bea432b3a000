using System.Text;

namespace LiveSession.Ingest.Files;

/// <summary>Bytes to text, and text to lines.</summary>
internal static class FileText
{
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static (string Text, FileProblem? Problem) Decode(Stream content)
    {
        var bytes = ReadAll(content);
        if (KnownBinary(bytes) is { } kind)
        {
            throw new CaptionFileException($"This is {kind}, not a text file.");
        }

        if (MarkedEncoding(bytes) is { } marked)
        {
            return (DecodeMarked(bytes, marked), null);
        }

        if (bytes.AsSpan().Contains((byte)0))
        {
            throw new CaptionFileException("This is not a text file: it holds zero bytes. UTF-16 needs a byte order mark.");
        }

        try
        {
            return (StrictUtf8.GetString(bytes), null);
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
            return (western.GetString(bytes), new FileProblem(line, "The file is not UTF-8; it was read as Windows-1252. Please check accented letters."));
        }
    }

    /// <summary>Lines end with LF, CR LF or CR; a form feed is a page break and ends one too.</summary>
    public static ImmutableArray<FileLine> Lines(string text)
    {
        var lines = ImmutableArray.CreateBuilder<FileLine>();
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            lines.Add(new FileLine(lines.Count + 1, line));
        }

        return lines.ToImmutable();
    }

    private static byte[] ReadAll(Stream content)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        int read;
        while ((read = content.Read(chunk)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MostBytes)
            {
                throw new CaptionFileException("The file is larger than 64 MB; captions of a session are not.");
            }
        }

        return buffer.Length > 0 ? buffer.ToArray() : throw new CaptionFileException("The file is empty.");
    }

    private static string? KnownBinary(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("%PDF-"u8) ? "a PDF document"
        : bytes.StartsWith("PK\u0003\u0004"u8) ? "a Word document or another zip file"
        : bytes.StartsWith("{\\rtf"u8) ? "an RTF document"
        : bytes.StartsWith("SQLite format 3"u8) ? "a database"
        : null;

    private static Encoding? MarkedEncoding(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xFF, 0xFE, 0, 0]) || bytes.StartsWith<byte>([0, 0, 0xFE, 0xFF])
            ? throw new CaptionFileException("The file is UTF-32. Please save it as UTF-8.")
        : bytes.StartsWith<byte>([0xFF, 0xFE]) ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)
        : bytes.StartsWith<byte>([0xFE, 0xFF]) ? new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)
        : bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? StrictUtf8
        : null;

    private static string DecodeMarked(byte[] bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new CaptionFileException($"The file says that it is {encoding.WebName.ToUpperInvariant()}, and is not: its bytes cannot be read as that.");
        }
    }
}
