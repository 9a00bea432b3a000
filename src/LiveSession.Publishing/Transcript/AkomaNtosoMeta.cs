using System.Globalization;
using System.Xml;
using static LiveSession.Publishing.Transcript.TranscriptAkomaNtoso;

namespace LiveSession.Publishing.Transcript;

/// <summary>What a debate in Akoma Ntoso says of itself: the work (the sitting), its expression (this version of the record), its manifestation (the file).</summary>
internal static class AkomaNtosoMeta
{
    public static async Task WriteAsync(XmlWriter xml, TranscriptView transcript, TranscriptProvenance provenance, Dictionary<string, string> people)
    {
        var session = transcript.Session;
        var languages = Outline.Languages(transcript).Select(ThreeLetters).Distinct().DefaultIfEmpty("und").ToArray();
        var date = new TranscriptClock(session).Day();
        var work = FormattableString.Invariant($"/akn/un/debate/record/{date}/{Uri.EscapeDataString(session.MeetingSlug)}-{session.Number}");
        var version = provenance.Position is { } position ? FormattableString.Invariant($"-{position.Sequence}") : "";
        var expression = $"{work}/{(languages is [var one] ? one : "mul")}@{date}{version}";
        await xml.WriteStartElementAsync(null, "meta", Akn);
        await xml.WriteStartElementAsync(null, "identification", Akn);
        await WriteAttributesAsync(xml, ("source", "#livesession"));
        await WriteBlockAsync(xml, "FRBRWork", $"{work}/!main", work, (date, "sitting"), "#meeting", [("FRBRcountry", "value", "un")]);
        await WriteBlockAsync(
            xml, "FRBRExpression", $"{expression}/!main", expression, (date, "captioning"), "#livesession", languages.Select(language => ("FRBRlanguage", "language", language)));
        await WriteBlockAsync(
            xml, "FRBRManifestation", $"{expression}/!main.xml", $"{expression}.akn", (date, "export"), "#livesession", [("FRBRformat", "value", "application/akn+xml")]);
        await xml.WriteEndElementAsync();
        await WriteReferencesAsync(xml, session, people);
        await WriteOwnAsync(xml, session, provenance);
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteBlockAsync(
        XmlWriter xml, string block, string self, string uri, (string Date, string Name) date, string author, IEnumerable<(string Element, string Attribute, string Value)> more)
    {
        await xml.WriteStartElementAsync(null, block, Akn);
        await WriteEmptyAsync(xml, "FRBRthis", ("value", self));
        await WriteEmptyAsync(xml, "FRBRuri", ("value", uri));
        await WriteEmptyAsync(xml, "FRBRdate", ("date", date.Date), ("name", date.Name));
        await WriteEmptyAsync(xml, "FRBRauthor", ("href", author));
        foreach (var (element, attribute, value) in more)
        {
            await WriteEmptyAsync(xml, element, (attribute, value));
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WriteReferencesAsync(XmlWriter xml, SessionView session, Dictionary<string, string> people)
    {
        await xml.WriteStartElementAsync(null, "references", Akn);
        await WriteAttributesAsync(xml, ("source", "#livesession"));
        await WriteReferenceAsync(xml, "TLCOrganization", "livesession", "LiveSession");
        await WriteReferenceAsync(xml, "TLCOrganization", "meeting", PrintedText.OneLine(session.MeetingTitle));
        await WriteReferenceAsync(xml, "TLCPerson", "unknown", Outline.Unknown);
        foreach (var (name, id) in people)
        {
            await WriteReferenceAsync(xml, "TLCPerson", id, name);
        }

        await xml.WriteEndElementAsync();
    }

    private static Task WriteReferenceAsync(XmlWriter xml, string element, string id, string shown) => WriteEmptyAsync(
        xml, element, ("eId", id), ("href", $"/akn/ontology/{(element == "TLCPerson" ? "person" : "organization")}/livesession/{id}"), ("showAs", shown));

    private static async Task WriteOwnAsync(XmlWriter xml, SessionView session, TranscriptProvenance provenance)
    {
        await xml.WriteStartElementAsync(null, "proprietary", Akn);
        await WriteAttributesAsync(xml, ("source", "#livesession"));
        await xml.WriteStartElementAsync("ls", "session", Own);
        await WriteAttributesAsync(
            xml,
            ("id", session.Id.Value.ToString()), ("number", session.Number.ToString(CultureInfo.InvariantCulture)), ("title", PrintedText.OneLine(session.Title)),
            ("meeting", session.Meeting.Value.ToString()), ("slug", session.MeetingSlug), ("meetingTitle", PrintedText.OneLine(session.MeetingTitle)),
            ("phase", session.Phase.ToString()), ("startsAt", Moment(session.StartsAt)), ("endsAt", Moment(session.EndsAt)), ("timeZone", session.TimeZone),
            ("openedAt", session.OpenedAt is { } opened ? Moment(opened) : null), ("closedAt", session.ClosedAt is { } closed ? Moment(closed) : null));
        await xml.WriteEndElementAsync();
        await xml.WriteStartElementAsync("ls", "record", Own);
        await WriteAttributesAsync(
            xml,
            ("permalink", PrintedText.OneLine(provenance.Permalink)), ("log", provenance.Position?.Epoch.ToString()),
            ("event", provenance.Position?.Sequence.ToString(CultureInfo.InvariantCulture)), ("hash", provenance.Hash));
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteEmptyAsync(XmlWriter xml, string element, params (string Name, string? Value)[] attributes)
    {
        await xml.WriteStartElementAsync(null, element, Akn);
        await WriteAttributesAsync(xml, attributes);
        await xml.WriteEndElementAsync();
    }

    private static string ThreeLetters(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag).ThreeLetterISOLanguageName is { Length: 3 } letters ? letters : "und";
        }
        catch (CultureNotFoundException)
        {
            return "und";
        }
    }
}
