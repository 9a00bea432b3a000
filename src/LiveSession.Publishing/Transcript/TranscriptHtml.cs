using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as one page that needs nothing else: to be kept, mailed and printed. Nothing in it runs or is fetched.
/// <code>
/// &lt;article id="i1"&gt;&lt;h3&gt;&lt;bdi&gt;Maria Silva&lt;/bdi&gt; …&lt;/h3&gt;&lt;p lang="en" dir="auto" id="l412"&gt;Thank you, Chair.&lt;/p&gt;&lt;/article&gt;
/// </code>
/// </summary>
public static class TranscriptHtml
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "text/html; charset=utf-8";

    private const string Style = """
        :root { color-scheme: light dark }
        body { margin: 2rem auto; padding: 0 1rem; max-width: 42rem; font: 1.0625rem/1.6 Georgia, "Noto Serif", serif; overflow-wrap: break-word }
        h1, h2, h3, dl, aside { font-family: system-ui, "Noto Sans", sans-serif; line-height: 1.3 }
        h2 { margin: 2.5rem 0 1rem; border-bottom: 1px solid; padding-bottom: .25rem }
        h3 { margin: 1.5rem 0 .25rem; font-size: 1rem }
        h3 small, dl { font-weight: 400; font-size: .875rem }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem }
        dd { margin: 0; min-width: 0; overflow-wrap: anywhere }
        p { margin: .5rem 0 }
        aside { border-inline-start: 3px solid; padding-inline-start: .75rem; font-size: .875rem }
        @page { margin: 2cm; @bottom-center { content: counter(page) " / " counter(pages) } }
        @media print { body { margin: 0; max-width: none; font-size: 11pt } h2, h3 { break-after: avoid } p { orphans: 3; widows: 3 } a { color: inherit; text-decoration: none } }
        """;

    // Letters stay letters; what has a meaning in HTML does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes the transcript.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="to">Where it goes; the writer stays open.</param>
    /// <param name="cancellationToken">Stops between two interventions.</param>
    public static async Task WriteAsync(
        TranscriptView transcript, TranscriptProvenance provenance, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(to);
        var clock = new TranscriptClock(transcript.Session);
        await to.WriteAsync(Opening(transcript, provenance, clock));
        await to.WriteAsync(Gaps(transcript, 0));
        foreach (var section in Outline.Sections(transcript))
        {
            await to.WriteAsync(section.Item is { } item ? $"<h2>{Text(item.Number)}. <bdi>{Text(item.Title)}</bdi></h2>\n" : "<h2>Opening</h2>\n");
            foreach (var intervention in section.Interventions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await to.WriteAsync(Article(intervention, provenance, clock));
                await to.WriteAsync(Gaps(transcript, intervention.Number));
            }
        }

        await to.WriteAsync("</main>\n</body>\n</html>\n");
    }

    private static string Opening(TranscriptView transcript, TranscriptProvenance provenance, TranscriptClock clock)
    {
        var session = transcript.Session;
        var title = Text(TranscriptNotice.Title(transcript));
        IEnumerable<(string Name, string? Value)> facts =
        [
            ("Date", clock.Sitting()), ("Languages", string.Join(", ", Outline.Languages(transcript))), ("Status", TranscriptNotice.Status(transcript)),
            ("Address", provenance.Permalink), ("Record", TranscriptNotice.Record(provenance)), ("SHA-256", provenance.Hash),
        ];
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
            <title>{title}, {Text(session.MeetingTitle)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <p><bdi>{Text(session.MeetingTitle)}</bdi></p>
            <h1><bdi>{title}</bdi></h1>
            <dl>{string.Concat(facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => $"<dt>{fact.Name}</dt><dd>{Text(fact.Value!)}</dd>"))}</dl>
            <p><em>{Text(TranscriptNotice.Disclaimer)}</em></p>

            """.ReplaceLineEndings("\n");
    }

    private static string Article(InterventionView intervention, TranscriptProvenance provenance, TranscriptClock clock)
    {
        var paragraphs = Outline.Passages(intervention).SelectMany(Paragraphs.LinesOf).ToArray();
        if (paragraphs.Length == 0)
        {
            return "";
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"i{intervention.Number}");
        var affiliation = Outline.AffiliationOf(intervention) is { } known ? $" <small>(<bdi>{Text(known)}</bdi>)</small>" : "";
        var time = $"<a href=\"{Address(provenance, id)}\"><time datetime=\"{intervention.StartedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{clock.Stamp(intervention.StartedAt)}</time></a>";
        return $"<article id=\"{id}\">\n<h3><bdi>{Text(Outline.SpeakerOf(intervention) ?? Outline.Unknown)}</bdi>{affiliation} <small>{time}</small></h3>\n"
            + string.Concat(paragraphs.Select(Paragraph)) + "</article>\n";
    }

    private static string Paragraph(List<CaptionLineView> lines)
    {
        var id = lines[0].Part is { } part
            ? string.Create(CultureInfo.InvariantCulture, $"l{lines[0].Number}-{part}")
            : string.Create(CultureInfo.InvariantCulture, $"l{lines[0].Number}");
        return $"<p lang=\"{Text(lines[0].Language)}\" dir=\"auto\" id=\"{id}\">{Encoder.Encode(Paragraphs.TextOf(lines))}</p>\n";
    }

    // An address that is none of the web's would run when it is followed.
    private static string Address(TranscriptProvenance provenance, string id) =>
        provenance.Permalink.StartsWith("https://", StringComparison.Ordinal) || provenance.Permalink.StartsWith("http://", StringComparison.Ordinal)
            ? Text($"{provenance.Permalink}#{id}")
            : $"#{id}";

    private static string Gaps(TranscriptView transcript, int after) =>
        string.Concat(Outline.Silences(transcript, after).Select(silence => $"<aside>{Text(TranscriptNotice.Gap(silence))}</aside>\n"));

    private static string Text(string text) => Encoder.Encode(PrintedText.OneLine(text));
}
