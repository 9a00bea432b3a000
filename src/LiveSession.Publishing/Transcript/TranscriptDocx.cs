using System.IO.Compression;
using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as a document of Microsoft Word and LibreOffice (Office Open XML, ISO/IEC 29500): headings to find one's way by, the language and
/// direction of every run, corrections as tracked changes. It holds no macros, no fields but page numbers, and fetches nothing.
/// <code>
/// &lt;w:p&gt;&lt;w:pPr&gt;&lt;w:pStyle w:val="Intervention"/&gt;&lt;/w:pPr&gt;&lt;w:r&gt;&lt;w:rPr&gt;&lt;w:rStyle w:val="Speaker"/&gt;&lt;/w:rPr&gt;&lt;w:t&gt;Maria Silva&lt;/w:t&gt;&lt;/w:r&gt; …
/// </code>
/// </summary>
public static class TranscriptDocx
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // The beginning of time in a zip: the same version of a transcript is the same bytes.
    private static readonly DateTimeOffset Undated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the transcript.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="to">Where it goes; the stream stays open.</param>
    /// <param name="cancellationToken">Stops between two interventions.</param>
    public static async Task WriteAsync(
        TranscriptView transcript, TranscriptProvenance provenance, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(to);
        var address = AddressOf(provenance);
        (string Path, Func<XmlWriter, Task> Write)[] parts =
        [
            ("[Content_Types].xml", xml => xml.WriteRawAsync(DocxParts.ContentTypes)),
            ("_rels/.rels", xml => xml.WriteRawAsync(DocxParts.Relationships)),
            ("docProps/core.xml", xml => DocxProperties.WriteAsync(xml, transcript, provenance)),
            ("word/_rels/document.xml.rels", xml => DocxParts.WriteDocumentRelationshipsAsync(xml, address)),
            ("word/styles.xml", xml => xml.WriteRawAsync(DocxParts.Styles)),
            ("word/settings.xml", xml => xml.WriteRawAsync(DocxParts.Settings)),
            ("word/header1.xml", xml => DocxParts.WriteHeaderAsync(xml, transcript)),
            ("word/footer1.xml", xml => DocxParts.WriteFooterAsync(xml, transcript, provenance)),
            ("word/document.xml", xml => new DocxBody(xml, transcript, provenance, isLinked: address is not null).WriteAsync(cancellationToken)),
        ];

        await using var held = new HeldStream(to);

        // Disposing of it would write the directory at its end, and make a whole file of half a transcript.
        var zip = await ZipArchive.CreateAsync(held, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var (path, write) in parts)
        {
            var entry = zip.CreateEntry(path);
            entry.LastWriteTime = Undated;
            await using var content = await entry.OpenAsync(cancellationToken);
            await using var xml = XmlWriter.Create(content, XmlFile.Settings);
            await xml.WriteStartDocumentAsync(standalone: true);
            await write(xml);
        }

        await zip.DisposeAsync();
        await held.FlushAsync(cancellationToken);
    }

    // An address that is none of the web's would run when it is followed.
    private static string? AddressOf(TranscriptProvenance provenance) =>
        Uri.TryCreate(PrintedText.OneLine(provenance.Permalink), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address.AbsoluteUri
            : null;
}
