using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>The parts around the text of a document: what there is, how it looks, and what stands on every page.</summary>
internal static class DocxParts
{
    public const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public const string Reference = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The relationship to the transcript's own address.</summary>
    public const string Address = "rIdAddress";

    private const string Kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    public const string ContentTypes = $"""
        <Types xmlns="{Package}/content-types">
          <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
          <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
          <Override PartName="/word/document.xml" ContentType="{Kinds}.document.main+xml"/>
          <Override PartName="/word/styles.xml" ContentType="{Kinds}.styles+xml"/>
          <Override PartName="/word/settings.xml" ContentType="{Kinds}.settings+xml"/>
          <Override PartName="/word/header1.xml" ContentType="{Kinds}.header+xml"/>
          <Override PartName="/word/footer1.xml" ContentType="{Kinds}.footer+xml"/>
        </Types>
        """;

    public const string Relationships = $"""
        <Relationships xmlns="{Package}/relationships">
          <Relationship Id="rIdDocument" Type="{Reference}/officeDocument" Target="word/document.xml"/>
          <Relationship Id="rIdProperties" Type="{Package}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
        </Relationships>
        """;

    // Without this Word takes the document for one of its 2007 version, and says so in its title.
    public const string Settings = $"""
        <w:settings xmlns:w="{Word}">
          <w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
        </w:settings>
        """;

    // Sizes are half points, spaces twentieths of a point. What ends in Cs is for scripts written from right to left.
    public const string Styles = $"""
        <w:styles xmlns:w="{Word}">
          <w:docDefaults>
            <w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="26"/><w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
            <w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
          </w:docDefaults>
          <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
          <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
          <w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
            <w:pPr><w:keepNext/><w:spacing w:after="240" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/><w:noProof/><w:sz w:val="36"/><w:szCs w:val="40"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>
            <w:pPr><w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="auto"/></w:pBdr><w:spacing w:before="480" w:after="200" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:bCs/><w:noProof/><w:sz w:val="28"/><w:szCs w:val="32"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Meeting"><w:name w:val="Meeting"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:noProof/></w:rPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Fact"><w:name w:val="Fact"/><w:basedOn w:val="Normal"/>
            <w:pPr><w:tabs><w:tab w:val="left" w:pos="1560"/></w:tabs><w:spacing w:after="40"/><w:ind w:left="1560" w:hanging="1560"/></w:pPr><w:rPr><w:noProof/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Disclaimer"><w:name w:val="Disclaimer"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="240"/></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Intervention"><w:name w:val="Intervention"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="280" w:after="60"/></w:pPr></w:style>
          <w:style w:type="paragraph" w:customStyle="1" w:styleId="Gap"><w:name w:val="Gap"/><w:basedOn w:val="Normal"/>
            <w:pPr><w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="595959"/></w:pBdr><w:spacing w:before="200" w:after="200"/><w:ind w:left="240"/></w:pPr><w:rPr><w:sz w:val="19"/><w:szCs w:val="22"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/><w:rPr><w:noProof/><w:color w:val="595959"/><w:sz w:val="17"/><w:szCs w:val="20"/></w:rPr></w:style>
          <w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:noProof/><w:color w:val="595959"/><w:sz w:val="17"/><w:szCs w:val="20"/></w:rPr></w:style>
          <w:style w:type="character" w:customStyle="1" w:styleId="Label"><w:name w:val="Label"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>
          <w:style w:type="character" w:customStyle="1" w:styleId="Speaker"><w:name w:val="Speaker"/><w:qFormat/><w:rPr><w:b/><w:bCs/><w:noProof/></w:rPr></w:style>
          <w:style w:type="character" w:customStyle="1" w:styleId="Affiliation"><w:name w:val="Affiliation"/><w:rPr><w:noProof/></w:rPr></w:style>
          <w:style w:type="character" w:customStyle="1" w:styleId="Time"><w:name w:val="Time"/><w:rPr><w:noProof/><w:color w:val="595959"/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>
        </w:styles>
        """;

    /// <summary>What the text refers to: the other parts, and the transcript's address where it can be followed.</summary>
    public static async Task WriteDocumentRelationshipsAsync(XmlWriter xml, string? address)
    {
        const string Namespace = $"{Package}/relationships";
        (string Id, string Kind, string Target)[] targets =
            [("rIdStyles", "styles", "styles.xml"), ("rIdSettings", "settings", "settings.xml"), ("rIdHeader", "header", "header1.xml"), ("rIdFooter", "footer", "footer1.xml")];
        await xml.WriteStartElementAsync(null, "Relationships", Namespace);
        foreach (var (id, kind, target) in address is null ? targets : [.. targets, (Address, "hyperlink", address)])
        {
            await xml.WriteStartElementAsync(null, "Relationship", Namespace);
            await xml.WriteAttributeStringAsync(null, "Id", null, id);
            await xml.WriteAttributeStringAsync(null, "Type", null, $"{Reference}/{kind}");
            await xml.WriteAttributeStringAsync(null, "Target", null, target);
            if (id == Address)
            {
                await xml.WriteAttributeStringAsync(null, "TargetMode", null, "External");
            }

            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    /// <summary>On top of every page: the meeting and the session.</summary>
    public static async Task WriteHeaderAsync(XmlWriter xml, TranscriptView transcript)
    {
        await xml.WriteStartElementAsync("w", "hdr", Word);
        var text = $"{PrintedText.OneLine(transcript.Session.MeetingTitle)} · {TranscriptNotice.Title(transcript)}";
        await new DocxParagraphs(xml).WriteAsync("Header", text);
        await xml.WriteEndElementAsync();
    }

    /// <summary>At the foot of every page: what it is worth, which version it is, and the page.</summary>
    public static async Task WriteFooterAsync(XmlWriter xml, TranscriptView transcript, TranscriptProvenance provenance)
    {
        await xml.WriteStartElementAsync("w", "ftr", Word);
        var paragraphs = new DocxParagraphs(xml);
        await paragraphs.OpenAsync("Footer", rightToLeft: false);
        var version = provenance.Position is { } position ? FormattableString.Invariant($" · event {position.Sequence}") : "";
        await paragraphs.TextAsync($"Automatically produced transcript: {TranscriptNotice.Status(transcript)}{version} · ");
        await paragraphs.FieldAsync("PAGE");
        await paragraphs.TextAsync(" / ");
        await paragraphs.FieldAsync("NUMPAGES");
        await paragraphs.CloseAsync();
        await xml.WriteEndElementAsync();
    }
}
