using System.Globalization;
using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as TTML2 in the IMSC 1.1 text profile (W3C), for broadcasters and archives of recordings. Each speaker is an agent.
/// <code>
/// &lt;p xml:id="l412" begin="00:12:05.250" end="00:12:09.100" region="r" xml:lang="en" ttm:agent="a1"&gt;Thank you, Chair.&lt;/p&gt;
/// </code>
/// </summary>
public static class TranscriptImsc
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "application/ttml+xml; charset=utf-8";

    private const string Tt = "http://www.w3.org/ns/ttml";
    private const string Parameter = "http://www.w3.org/ns/ttml#parameter";
    private const string Styling = "http://www.w3.org/ns/ttml#styling";
    private const string Metadata = "http://www.w3.org/ns/ttml#metadata";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    // What an error cuts off stays open (XmlFile).
    private static readonly XmlWriterSettings Settings = new() { Async = true, OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n", WriteEndDocumentOnClose = false };

    /// <summary>Writes the transcript.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="to">Where it goes; the writer stays open.</param>
    /// <param name="cancellationToken">Stops between two cues.</param>
    public static async Task WriteAsync(
        TranscriptView transcript, TranscriptProvenance provenance, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(to);
        var cues = TimedCues.Of(transcript);
        var agents = Agents(cues);
        await using var xml = XmlWriter.Create(to, Settings);
        await xml.WriteStartElementAsync(null, "tt", Tt);
        await xml.WriteAttributeStringAsync("xmlns", "ttp", null, Parameter);
        await xml.WriteAttributeStringAsync("xmlns", "tts", null, Styling);
        await xml.WriteAttributeStringAsync("xmlns", "ttm", null, Metadata);
        await xml.WriteAttributeStringAsync("xml", "lang", Xml, cues is [var first, ..] ? first.Line.Language : "");
        await xml.WriteAttributeStringAsync("ttp", "contentProfiles", Parameter, "http://www.w3.org/ns/ttml/profile/imsc1.1/text");
        await xml.WriteAttributeStringAsync("ttp", "timeBase", Parameter, "media");
        await WriteHeadAsync(xml, transcript.Session, provenance, agents);
        await xml.WriteStartElementAsync(null, "body", Tt);
        await xml.WriteStartElementAsync(null, "div", Tt);
        foreach (var cue in cues)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteCueAsync(xml, cue, agents);
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await xml.FlushAsync();
    }

    private static Dictionary<string, string> Agents(List<TimedCue> cues)
    {
        var agents = new Dictionary<string, string>();
        foreach (var name in cues.Select(NameOf).Where(name => name.Length > 0))
        {
            agents.TryAdd(name, string.Create(CultureInfo.InvariantCulture, $"a{agents.Count + 1}"));
        }

        return agents;
    }

    private static async Task WriteHeadAsync(XmlWriter xml, SessionView session, TranscriptProvenance provenance, Dictionary<string, string> agents)
    {
        await xml.WriteStartElementAsync(null, "head", Tt);
        await xml.WriteStartElementAsync(null, "metadata", Tt);
        await xml.WriteElementStringAsync("ttm", "title", Metadata, PrintedText.OneLine(string.Create(
            CultureInfo.InvariantCulture, $"{session.MeetingTitle}, session {session.Number}: {session.Title}")));
        await xml.WriteElementStringAsync("ttm", "desc", Metadata, PrintedText.OneLine(TranscriptNotice.Of(provenance)));
        foreach (var (name, id) in agents)
        {
            await xml.WriteStartElementAsync("ttm", "agent", Metadata);
            await xml.WriteAttributeStringAsync("xml", "id", Xml, id);
            await xml.WriteAttributeStringAsync(null, "type", null, "person");
            await xml.WriteStartElementAsync("ttm", "name", Metadata);
            await xml.WriteAttributeStringAsync(null, "type", null, "full");
            await xml.WriteStringAsync(name);
            await xml.WriteEndElementAsync();
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
        await xml.WriteStartElementAsync(null, "styling", Tt);
        await WriteStyleAsync(xml, "ltr", "ltr");
        await WriteStyleAsync(xml, "rtl", "rtl");
        await xml.WriteEndElementAsync();
        await xml.WriteStartElementAsync(null, "layout", Tt);
        await xml.WriteStartElementAsync(null, "region", Tt);
        await xml.WriteAttributeStringAsync("xml", "id", Xml, "r");
        await xml.WriteAttributeStringAsync("tts", "origin", Styling, "10% 75%");
        await xml.WriteAttributeStringAsync("tts", "extent", Styling, "80% 20%");
        await xml.WriteAttributeStringAsync("tts", "displayAlign", Styling, "after");
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteStyleAsync(XmlWriter xml, string id, string direction)
    {
        await xml.WriteStartElementAsync(null, "style", Tt);
        await xml.WriteAttributeStringAsync("xml", "id", Xml, id);
        await xml.WriteAttributeStringAsync("tts", "color", Styling, "white");
        await xml.WriteAttributeStringAsync("tts", "backgroundColor", Styling, "black");
        await xml.WriteAttributeStringAsync("tts", "textAlign", Styling, "start");
        await xml.WriteAttributeStringAsync("tts", "direction", Styling, direction);
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteCueAsync(XmlWriter xml, TimedCue cue, Dictionary<string, string> agents)
    {
        await xml.WriteStartElementAsync(null, "p", Tt);
        await xml.WriteAttributeStringAsync("xml", "id", Xml, $"l{cue.Id}");
        await xml.WriteAttributeStringAsync(null, "begin", null, Time(cue.Start));
        await xml.WriteAttributeStringAsync(null, "end", null, Time(cue.End));
        await xml.WriteAttributeStringAsync(null, "region", null, "r");
        await xml.WriteAttributeStringAsync(null, "style", null, RightToLeft.IsWritten(cue.Line.Language) ? "rtl" : "ltr");
        await xml.WriteAttributeStringAsync("xml", "lang", Xml, cue.Line.Language);
        if (agents.TryGetValue(NameOf(cue), out var agent))
        {
            await xml.WriteAttributeStringAsync("ttm", "agent", Metadata, agent);
        }

        await xml.WriteStringAsync(PrintedText.OneLine(cue.Line.Text));
        await xml.WriteEndElementAsync();
    }

    private static string NameOf(TimedCue cue) => PrintedText.OneLine(cue.Speaker ?? "");

    private static string Time(TimeSpan at) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours:00}:{at.Minutes:00}:{at.Seconds:00}.{at.Milliseconds:000}");
}
