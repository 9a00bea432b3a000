using System.Globalization;
using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as TEI in the manner of Parla-CLARIN, for corpora and whoever studies debates. A paragraph of a speech is a <c>seg</c>.
/// <code>
/// &lt;u xml:id="u1" who="#person_1"&gt;&lt;seg xml:id="u1.1" xml:lang="en"&gt;Thank you, Chair.&lt;/seg&gt;&lt;/u&gt;
/// </code>
/// </summary>
public static class TranscriptTei
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "application/tei+xml; charset=utf-8";

    private const string Tei = "http://www.tei-c.org/ns/1.0";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

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
        await xml.WriteStartElementAsync(null, "TEI", Tei);
        await xml.WriteAttributeStringAsync("xml", "lang", Xml, Outline.Languages(transcript).FirstOrDefault("und"));
        await WriteHeaderAsync(xml, transcript, provenance, people);
        await xml.WriteStartElementAsync(null, "text", Tei);
        await xml.WriteStartElementAsync(null, "body", Tei);
        await WriteSectionsAsync(xml, transcript, people, cancellationToken);
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }

    // One person may speak for several: who that is belongs to the speech, and stands in a note there.
    private static Dictionary<string, string> People(TranscriptView transcript)
    {
        var people = new Dictionary<string, string>();
        foreach (var name in transcript.Interventions.Select(one => PrintedText.OneLine(one.Speaker ?? "")).Where(name => name.Length > 0))
        {
            people.TryAdd(name, FormattableString.Invariant($"person_{people.Count + 1}"));
        }

        return people;
    }

    private static async Task WriteHeaderAsync(XmlWriter xml, TranscriptView transcript, TranscriptProvenance provenance, Dictionary<string, string> people)
    {
        var session = transcript.Session;
        var clock = new TranscriptClock(session);
        var title = TranscriptNotice.Title(transcript);
        await xml.WriteStartElementAsync(null, "teiHeader", Tei);
        await WriteAsync(xml, "fileDesc", async () =>
        {
            await WriteAsync(xml, "titleStmt", async () =>
            {
                await WriteTextAsync(xml, "title", PrintedText.OneLine(session.MeetingTitle), ("type", "main"));
                await WriteTextAsync(xml, "title", title, ("type", "sub"));
                await WriteTextAsync(xml, "meeting", title, ("n", session.Number.ToString(CultureInfo.InvariantCulture)));
            });
            await WriteAsync(xml, "editionStmt", () => WriteTextAsync(xml, "edition", TranscriptNotice.Record(provenance) ?? "before the session was opened"));
            await WriteExtentAsync(xml, transcript);
            await WriteAsync(xml, "publicationStmt", async () =>
            {
                await WriteTextAsync(xml, "publisher", PrintedText.OneLine(session.MeetingTitle));
                await WriteTextAsync(xml, "idno", PrintedText.OneLine(provenance.Permalink), ("type", "URI"));
                if (provenance.Hash is { } hash)
                {
                    await WriteTextAsync(xml, "idno", PrintedText.OneLine(hash), ("type", "SHA-256"));
                }

                await WriteAsync(xml, "availability", () => WriteTextAsync(xml, "p", TranscriptNotice.Disclaimer));
            });
            await WriteAsync(xml, "sourceDesc", () => WriteTextAsync(xml, "p", "Captions written while the session went on, and the log of the floor."));
        });
        await WriteAsync(xml, "encodingDesc", () => WriteAsync(xml, "projectDesc", () =>
            WriteTextAsync(xml, "p", $"Status: {TranscriptNotice.Status(transcript)}")));
        await WriteAsync(xml, "profileDesc", async () =>
        {
            await WriteAsync(xml, "settingDesc", () => WriteAsync(xml, "setting", () => WriteTextAsync(xml, "date", clock.Sitting(), ("when", clock.Day()))));
            await WritePeopleAsync(xml, people);
        });
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteExtentAsync(XmlWriter xml, TranscriptView transcript)
    {
        var speeches = transcript.Interventions.Count(one => Outline.Passages(one).Any());
        var words = transcript.Interventions.Sum(one => one.Lines.Sum(line => PrintedText.OneLine(line.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
        await WriteAsync(xml, "extent", async () =>
        {
            await WriteTextAsync(xml, "measure", FormattableString.Invariant($"{speeches} speeches"), ("unit", "speeches"), ("quantity", speeches.ToString(CultureInfo.InvariantCulture)));
            await WriteTextAsync(xml, "measure", FormattableString.Invariant($"{words} words"), ("unit", "words"), ("quantity", words.ToString(CultureInfo.InvariantCulture)));
        });
    }

    private static async Task WritePeopleAsync(XmlWriter xml, Dictionary<string, string> people)
    {
        if (people.Count > 0)
        {
            await WriteAsync(xml, "particDesc", () => WriteAsync(xml, "listPerson", async () =>
            {
                foreach (var (name, id) in people)
                {
                    await xml.WriteStartElementAsync(null, "person", Tei);
                    await xml.WriteAttributeStringAsync("xml", "id", Xml, id);
                    await WriteTextAsync(xml, "persName", name);
                    await xml.WriteEndElementAsync();
                }
            }));
        }
    }

    private static async Task WriteSectionsAsync(XmlWriter xml, TranscriptView transcript, Dictionary<string, string> people, CancellationToken cancellationToken)
    {
        var first = true;
        var clock = new TranscriptClock(transcript.Session);
        foreach (var section in Outline.Sections(transcript).DefaultIfEmpty(new Section(null, [])))
        {
            await xml.WriteStringAsync("\n");
            await xml.WriteStartElementAsync(null, "div", Tei);
            await xml.WriteAttributeStringAsync(null, "type", null, "debateSection");
            if (section.Item is { } item)
            {
                await WriteTextAsync(xml, "head", $"Item {PrintedText.OneLine(item.Number)}: {PrintedText.OneLine(item.Title)}");
            }

            if (first)
            {
                await WriteTextAsync(xml, "note", clock.Sitting(), ("type", "sitting"));
                await WriteSilencesAsync(xml, transcript, 0);
                first = false;
            }

            foreach (var intervention in section.Interventions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteSpeechAsync(xml, intervention, clock, people);
                await WriteSilencesAsync(xml, transcript, intervention.Number);
            }

            await xml.WriteEndElementAsync();
        }
    }

    private static async Task WriteSpeechAsync(XmlWriter xml, InterventionView intervention, TranscriptClock clock, Dictionary<string, string> people)
    {
        var paragraphs = Outline.Passages(intervention).SelectMany(Paragraphs.LinesOf).ToArray();
        if (paragraphs.Length == 0)
        {
            return;
        }

        var speaker = PrintedText.OneLine(intervention.Speaker ?? "");
        var id = FormattableString.Invariant($"u{intervention.Number}");
        await xml.WriteStringAsync("\n");
        await WriteTextAsync(xml, "note", clock.Stamp(intervention.StartedAt), ("type", "time"));
        await WriteTextAsync(
            xml, "note", (speaker.Length > 0 ? speaker : Outline.Unknown) + (Outline.AffiliationOf(intervention) is { } known ? $" ({known})" : ""), ("type", "speaker"));
        await xml.WriteStartElementAsync(null, "u", Tei);
        await xml.WriteAttributeStringAsync("xml", "id", Xml, id);
        if (people.TryGetValue(speaker, out var person))
        {
            await xml.WriteAttributeStringAsync(null, "who", null, $"#{person}");
        }

        for (var n = 0; n < paragraphs.Length; n++)
        {
            await xml.WriteStartElementAsync(null, "seg", Tei);
            await xml.WriteAttributeStringAsync("xml", "id", Xml, FormattableString.Invariant($"{id}.{n + 1}"));
            await xml.WriteAttributeStringAsync("xml", "lang", Xml, PrintedText.OneLine(paragraphs[n][0].Language));
            await xml.WriteStringAsync(Paragraphs.TextOf(paragraphs[n]));
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WriteSilencesAsync(XmlWriter xml, TranscriptView transcript, int after)
    {
        foreach (var silence in Outline.Silences(transcript, after))
        {
            await WriteAsync(xml, "incident", () => WriteTextAsync(xml, "desc", TranscriptNotice.Gap(silence)));
        }
    }

    private static async Task WriteAsync(XmlWriter xml, string element, Func<Task> content)
    {
        await xml.WriteStartElementAsync(null, element, Tei);
        await content();
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteTextAsync(XmlWriter xml, string element, string text, params (string Name, string Value)[] attributes)
    {
        await xml.WriteStartElementAsync(null, element, Tei);
        foreach (var (name, value) in attributes)
        {
            await xml.WriteAttributeStringAsync(null, name, null, value);
        }

        await xml.WriteStringAsync(text);
        await xml.WriteEndElementAsync();
    }
}
