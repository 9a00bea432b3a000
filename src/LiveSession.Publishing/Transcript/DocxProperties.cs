using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>What a document says of itself to file managers and archives.</summary>
internal static class DocxProperties
{
    private const string Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private const string Dublin = "http://purl.org/dc/elements/1.1/";
    private const string Terms = "http://purl.org/dc/terms/";
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    public static async Task WriteAsync(XmlWriter xml, TranscriptView transcript, TranscriptProvenance provenance)
    {
        var session = transcript.Session;
        await xml.WriteStartElementAsync("cp", "coreProperties", Core);
        foreach (var (prefix, name, of, value) in new (string, string, string, string?)[]
        {
            ("dc", "title", Dublin, TranscriptNotice.Title(transcript)), ("dc", "subject", Dublin, PrintedText.OneLine(session.MeetingTitle)),
            ("dc", "creator", Dublin, "LiveSession"), ("dc", "description", Dublin, TranscriptNotice.Disclaimer),
            ("dc", "identifier", Dublin, PrintedText.OneLine(provenance.Permalink)), ("dc", "language", Dublin, string.Join(", ", Outline.Languages(transcript))),
            ("cp", "contentStatus", Core, TranscriptNotice.Status(transcript)), ("cp", "version", Core, TranscriptNotice.Record(provenance)),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                await xml.WriteElementStringAsync(prefix, name, of, value);
            }
        }

        await WriteMomentAsync(xml, "created", session.OpenedAt ?? session.StartsAt);
        if (session.ClosedAt is { } closed)
        {
            await WriteMomentAsync(xml, "modified", closed);
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WriteMomentAsync(XmlWriter xml, string name, DateTimeOffset at)
    {
        await xml.WriteStartElementAsync("dcterms", name, Terms);
        await xml.WriteAttributeStringAsync("xsi", "type", Instance, "dcterms:W3CDTF");
        await xml.WriteStringAsync(FormattableString.Invariant($"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
        await xml.WriteEndElementAsync();
    }
}
