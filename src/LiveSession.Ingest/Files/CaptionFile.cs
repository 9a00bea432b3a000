namespace LiveSession.Ingest.Files;

/// <summary>Reads the caption files that people have.</summary>
public static class CaptionFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="content">Its bytes: UTF-8, UTF-16 with a byte order mark, or else Windows-1252.</param>
    /// <param name="format">What it is; null to tell from the contents.</param>
    /// <exception cref="CaptionFileException">It is not text, or holds no captions.</exception>
    public static CaptionFileReading Read(Stream content, CaptionFileFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        var (text, problem) = FileText.Decode(content);
        var reading = Read(text, format);
        return problem is null ? reading : reading with { Problems = reading.Problems.Insert(0, problem) };
    }

    /// <summary>Reads the contents of a file.</summary>
    /// <param name="text">The contents.</param>
    /// <param name="format">What they are; null to tell from them.</param>
    /// <exception cref="CaptionFileException">They hold no captions.</exception>
    public static CaptionFileReading Read(string text, CaptionFileFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = FileText.Lines(text);
        var kind = format ?? FormatSniffer.FormatOf(lines);
        var notes = new FileNotes();
        var steps = kind switch
        {
            CaptionFileFormat.WebVtt => CueReader.Read(WebVttReader.Cues(lines, notes), notes),
            CaptionFileFormat.SubRip => CueReader.Read(SubRipReader.Cues(lines, notes), notes),
            CaptionFileFormat.Headings => HeadingsReader.Read(lines, notes),
            CaptionFileFormat.IrcLog => IrcLogReader.Read(lines, notes),
            _ => CartReader.Read(lines, notes),
        };
        var whole = steps.SelectMany(LongLine.Split).ToImmutableArray();
        return whole.OfType<LineStep>().Any()
            ? new CaptionFileReading(kind, whole, notes.Problems, notes.Ignored)
            : throw new CaptionFileException(notes.Problems is [var first, ..]
                ? FormattableString.Invariant($"No caption was found in this file. Line {first.Line}: {first.Message}")
                : "No caption was found in this file.");
    }
}
