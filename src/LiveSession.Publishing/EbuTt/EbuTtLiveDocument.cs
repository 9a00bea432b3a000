using System.Globalization;
using System.Text;
using System.Xml;
using LiveSession.Core.Captions;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.EbuTt;

/// <summary>
/// Writes a scene as a document of EBU-TT Live. It has no times: it is shown when it arrives, until the next one. The control token and
/// the sequence on air stand in every document, for captioning stations that follow the handover.
/// </summary>
public static class EbuTtLiveDocument
{
    private const string Tt = "http://www.w3.org/ns/ttml";
    private const string TtParameters = "http://www.w3.org/ns/ttml#parameter";
    private const string Parameters = "urn:ebu:tt:parameters";
    private const string Metadata = "urn:ebu:tt:metadata";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>Writes the document, in UTF-8.</summary>
    /// <param name="scene">What it shows.</param>
    /// <param name="sequence">The identifier of the sequence.</param>
    /// <param name="handover">What the one on air says of itself; null where nobody is on air.</param>
    public static byte[] Write(EbuTtScene scene, string sequence, EbuTtHandover? handover)
    {
        ArgumentNullException.ThrowIfNull(scene);
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartElement("tt", "tt", Tt);
            xml.WriteAttributeString("xmlns", "ebuttm", null, Metadata);
            xml.WriteAttributeString("ebuttp", "sequenceIdentifier", Parameters, sequence);
            // Documents are counted from 1 (EBU Tech 3370), positions from 0: before the first event there is a document already.
            xml.WriteAttributeString("ebuttp", "sequenceNumber", Parameters, Text(scene.Number + 1));
            if (handover is not null)
            {
                WriteHandover(xml, handover, scene.Token);
            }

            xml.WriteAttributeString("ttp", "timeBase", TtParameters, "clock");
            xml.WriteAttributeString("ttp", "clockMode", TtParameters, "utc");
            xml.WriteAttributeString("xml", "lang", null, LanguageOf(scene));
            WriteHead(xml);
            WriteBody(xml, scene);
            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }

    private static void WriteHandover(XmlWriter xml, EbuTtHandover handover, long token)
    {
        xml.WriteAttributeString("ebuttp", "authorsGroupIdentifier", Parameters, handover.Group);
        xml.WriteAttributeString("ebuttp", "authorsGroupControlToken", Parameters, Text(token));
        xml.WriteAttributeString("ebuttm", "authorsGroupSelectedSequenceIdentifier", Metadata, handover.Selected);
        if (handover.Request is { } request)
        {
            xml.WriteAttributeString("ebuttm", "authorsGroupControlRequest", Metadata, PrintedText.OneLine(request));
        }
    }

    private static void WriteHead(XmlWriter xml)
    {
        xml.WriteStartElement("head", Tt);
        xml.WriteStartElement("metadata", Tt);
        xml.WriteElementString("documentMetadata", Metadata, "");
        xml.WriteEndElement();
        xml.WriteStartElement("styling", Tt);
        xml.WriteStartElement("style", Tt);
        xml.WriteAttributeString("xml", "id", null, "s1");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("layout", Tt);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteBody(XmlWriter xml, EbuTtScene scene)
    {
        xml.WriteStartElement("body", Tt);
        if (scene.Shown.Any())
        {
            xml.WriteStartElement("div", Tt);
            foreach (var line in scene.Shown)
            {
                xml.WriteStartElement("p", Tt);
                xml.WriteAttributeString("xml", "id", null, line == scene.Draft ? "draft" : $"l{Text(line.Number)}");
                xml.WriteAttributeString("xml", "lang", null, line.Language);
                xml.WriteStartElement("span", Tt);
                xml.WriteString(PrintedText.OneLine(line.Text));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // The language of what is said now; an empty screen has its channel's, where the channel is one of a language.
    private static string LanguageOf(EbuTtScene scene) =>
        scene.Shown.LastOrDefault()?.Language
        ?? (CaptionDecider.IsLanguage(scene.Track) && scene.Track.Split('-')[0].Length is 2 or 3 ? scene.Track : "");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a document says of the handover.</summary>
/// <param name="Group">The group of authors.</param>
/// <param name="Selected">The sequence on air.</param>
/// <param name="Request">What its author asks the others, passed on as it is.</param>
public sealed record EbuTtHandover(string Group, string Selected, string? Request);
