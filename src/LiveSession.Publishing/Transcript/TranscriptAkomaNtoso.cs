using System.Globalization;
using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as a debate in Akoma Ntoso 3.0 (OASIS LegalDocML), for parliaments and archives, and to be read again
/// (<see cref="TranscriptAkomaNtosoReader"/>). What that vocabulary has no word for stands in attributes of our own namespace.
/// <code>
/// &lt;speech eId="dbsect_1__speech_1" by="#person_1" startTime="2017-09-25T08:12:05.25Z" …&gt;&lt;from&gt;Maria Silva&lt;/from&gt;
///   &lt;p eId="dbsect_1__speech_1__p_1"&gt;&lt;span eId="l412" xml:lang="en" …&gt;Thank you, Chair.&lt;/span&gt;&lt;/p&gt;&lt;/speech&gt;
/// </code>
/// </summary>
public static class TranscriptAkomaNtoso
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "application/akn+xml; charset=utf-8";

    internal const string Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
    internal const string Own = "urn:livesession:record:1";
    internal const string Xml = "http://www.w3.org/XML/1998/namespace";

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
        var people = People(transcript);
        await using var xml = XmlWriter.Create(to, XmlFile.Settings);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "akomaNtoso", Akn);
        await xml.WriteAttributeStringAsync("xmlns", "ls", null, Own);
        await xml.WriteStartElementAsync(null, "debate", Akn);
        await WriteAttributesAsync(xml, ("name", "verbatimRecord"), ("contains", "originalVersion"));
        await AkomaNtosoMeta.WriteAsync(xml, transcript, provenance, people);
        await xml.WriteStartElementAsync(null, "preface", Akn);
        foreach (var line in Preface(transcript, provenance))
        {
            await xml.WriteElementStringAsync(null, "p", Akn, line);
        }

        await xml.WriteEndElementAsync();
        await xml.WriteStartElementAsync(null, "debateBody", Akn);
        await WriteSectionsAsync(xml, transcript, people, cancellationToken);
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }

    internal static async Task WriteAttributesAsync(XmlWriter xml, params (string Name, string? Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                await xml.WriteAttributeStringAsync(null, name, null, value);
            }
        }
    }

    internal static async Task WriteOwnAsync(XmlWriter xml, params (string Name, string? Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                await xml.WriteAttributeStringAsync("ls", name, Own, value);
            }
        }
    }

    internal static string Moment(DateTimeOffset at) => XmlConvert.ToString(at.ToUniversalTime());

    private static Dictionary<string, string> People(TranscriptView transcript)
    {
        var people = new Dictionary<string, string>();
        foreach (var name in transcript.Interventions.Select(one => PrintedText.OneLine(one.Speaker ?? "")).Where(name => name.Length > 0))
        {
            people.TryAdd(name, FormattableString.Invariant($"person_{people.Count + 1}"));
        }

        return people;
    }

    private static IEnumerable<string> Preface(TranscriptView transcript, TranscriptProvenance provenance)
    {
        var session = transcript.Session;
        yield return PrintedText.OneLine(session.MeetingTitle);
        yield return TranscriptNotice.Title(transcript);
        yield return new TranscriptClock(session).Sitting();
        yield return $"Status: {TranscriptNotice.Status(transcript)}";
        if (TranscriptNotice.Record(provenance) is { } record)
        {
            yield return $"Record: {record}";
        }

        yield return TranscriptNotice.Disclaimer;
    }

    private static async Task WriteSectionsAsync(XmlWriter xml, TranscriptView transcript, Dictionary<string, string> people, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var section in Outline.Sections(transcript).DefaultIfEmpty(new Section(null, [])))
        {
            var id = FormattableString.Invariant($"dbsect_{++number}");
            await xml.WriteStringAsync("\n");
            await xml.WriteStartElementAsync(null, "debateSection", Akn);
            await WriteAttributesAsync(xml, ("eId", id), ("name", section.Item is null ? "opening" : "agendaItem"));
            if (section.Item is { } item)
            {
                var (itemNumber, title) = (PrintedText.OneLine(item.Number), PrintedText.OneLine(item.Title));
                await WriteOwnAsync(xml, ("item", item.Id.Value.ToString()), ("itemNumber", itemNumber), ("itemTitle", title));
                await xml.WriteElementStringAsync(null, "heading", Akn, $"Item {itemNumber}: {title}");
            }

            if (number == 1)
            {
                if (section.Interventions.Count == 0)
                {
                    await xml.WriteElementStringAsync(null, "summary", Akn, "Nothing was said on the record.");
                }

                await WriteSilencesAsync(xml, transcript, 0);
            }

            var speech = 0;
            foreach (var intervention in section.Interventions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteSpeechAsync(xml, intervention, FormattableString.Invariant($"{id}__speech_{++speech}"), people);
                await WriteSilencesAsync(xml, transcript, intervention.Number);
            }

            await xml.WriteEndElementAsync();
        }
    }

    private static async Task WriteSpeechAsync(XmlWriter xml, InterventionView intervention, string id, Dictionary<string, string> people)
    {
        var speaker = PrintedText.OneLine(intervention.Speaker ?? "");
        var affiliation = Outline.AffiliationOf(intervention);
        await xml.WriteStringAsync("\n");
        await xml.WriteStartElementAsync(null, "speech", Akn);
        await WriteAttributesAsync(
            xml,
            ("eId", id), ("by", $"#{people.GetValueOrDefault(speaker, "unknown")}"), ("startTime", Moment(intervention.StartedAt)),
            ("endTime", Moment(Outline.Passages(intervention).SelectMany(lines => lines).Select(line => line.At).Append(intervention.StartedAt).Max())));
        await WriteOwnAsync(
            xml,
            ("number", intervention.Number.ToString(CultureInfo.InvariantCulture)), ("affiliation", affiliation), ("place", intervention.Place?.ToString()));
        await xml.WriteElementStringAsync(
            null, "from", Akn, (speaker.Length > 0 ? speaker : Outline.Unknown) + (affiliation is null ? "" : $" ({affiliation})"));
        var paragraph = 0;
        foreach (var lines in Outline.Passages(intervention).SelectMany(Paragraphs.LinesOf).DefaultIfEmpty([]))
        {
            await xml.WriteStartElementAsync(null, "p", Akn);
            await WriteAttributesAsync(xml, ("eId", FormattableString.Invariant($"{id}__p_{++paragraph}")));
            var before = "";
            foreach (var line in lines)
            {
                var words = PrintedText.OneLine(line.Text);
                await xml.WriteStringAsync(PrintedText.Join(before, words)[before.Length..].StartsWith(' ') && before.Length > 0 ? " " : "");
                await WriteLineAsync(xml, line, words, speaker);
                before = words;
            }

            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WriteLineAsync(XmlWriter xml, CaptionLineView line, string words, string speaker)
    {
        var own = PrintedText.OneLine(line.Speaker ?? "");
        await xml.WriteStartElementAsync(null, "span", Akn);
        await WriteAttributesAsync(xml, ("eId", line.Part is { } part
            ? FormattableString.Invariant($"l{line.Number}-{part}")
            : FormattableString.Invariant($"l{line.Number}")));
        await xml.WriteAttributeStringAsync("xml", "lang", Xml, PrintedText.OneLine(line.Language));
        await WriteOwnAsync(
            xml,
            ("line", line.Number.ToString(CultureInfo.InvariantCulture)), ("part", line.Part?.ToString(CultureInfo.InvariantCulture)), ("at", Moment(line.At)),
            ("track", PrintedText.OneLine(line.Track)), ("rule", line.Rule?.ToString()), ("corrected", line.Corrected ? "true" : null),
            ("former", PrintedText.OneLine(line.Former ?? "") is { Length: > 0 } former ? former : null),
            ("formerLine", PrintedText.OneLine(line.FormerLine ?? "") is { Length: > 0 } whole ? whole : null), ("speaker", own == speaker ? null : own));
        await xml.WriteStringAsync(words);
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteSilencesAsync(XmlWriter xml, TranscriptView transcript, int after)
    {
        foreach (var silence in Outline.Silences(transcript, after))
        {
            await xml.WriteStringAsync("\n");
            await xml.WriteStartElementAsync(null, "scene", Akn);
            await WriteOwnAsync(
                xml,
                ("after", after.ToString(CultureInfo.InvariantCulture)), ("from", Moment(silence.StartedAt)), ("length", XmlConvert.ToString(silence.Length)),
                ("speaker", PrintedText.OneLine(silence.Speaker)));
            await xml.WriteStringAsync(TranscriptNotice.Gap(silence));
            await xml.WriteEndElementAsync();
        }
    }
}
