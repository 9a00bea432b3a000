using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace LiveSession.Publishing.Transcript;

/// <summary>Reads what <see cref="TranscriptAkomaNtoso"/> writes. What the session's screens show besides (queue, pens) is not in it and comes back empty.</summary>
public static class TranscriptAkomaNtosoReader
{
    private static readonly XNamespace Akn = TranscriptAkomaNtoso.Akn;
    private static readonly XNamespace Own = TranscriptAkomaNtoso.Own;

    // No document type: what would be fetched or multiplied is refused.
    private static readonly XmlReaderSettings Settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Reads the file.</summary>
    /// <param name="from">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TranscriptFileException">It is no such transcript.</exception>
    public static async Task<PublishedTranscript> ReadAsync(Stream from, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        try
        {
            using var xml = XmlReader.Create(from, Settings);
            var document = await XDocument.LoadAsync(xml, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace, cancellationToken);
            return document.Root is { } root && root.Name == Akn + "akomaNtoso"
                ? Read(root)
                : throw new TranscriptFileException("This is not Akoma Ntoso 3.0.");
        }
        catch (XmlException e)
        {
            throw new TranscriptFileException($"This is no XML that can be read: {e.Message}", e);
        }
    }

    private static PublishedTranscript Read(XElement root)
    {
        var record = Only(root, Own + "record");
        var position = record.Attribute("log") is null
            ? (LogPosition?)null
            : new LogPosition(Value(record, "log", Guid.Parse), Value(record, "event", Number));
        var people = root.Descendants(Akn + "TLCPerson").ToLookup(person => $"#{Value(person, "eId")}", person => Value(person, "showAs"));
        return new PublishedTranscript(
            new TranscriptView(SessionOf(Only(root, Own + "session"), position), [.. root.Descendants(Akn + "speech").Select(speech => InterventionOf(speech, people))])
            {
                Silences = [.. root.Descendants(Akn + "scene").Where(scene => scene.Attribute(Own + "length") is not null).Select(scene => new SilenceView(
                    Value(scene, Own + "after", Count), Value(scene, Own + "speaker"), Value(scene, Own + "from", Moment),
                    Value(scene, Own + "length", XmlConvert.ToTimeSpan)))],
            },
            new TranscriptProvenance(Value(record, "permalink"), position, record.Attribute("hash")?.Value));
    }

    private static SessionView SessionOf(XElement session, LogPosition? position) => new()
    {
        Id = new SessionId(Value(session, "id", Guid.Parse)),
        Meeting = new MeetingId(Value(session, "meeting", Guid.Parse)),
        MeetingSlug = Value(session, "slug"),
        MeetingTitle = Value(session, "meetingTitle"),
        Number = Value(session, "number", Count),
        Title = Value(session, "title"),
        StartsAt = Value(session, "startsAt", Moment),
        EndsAt = Value(session, "endsAt", Moment),
        TimeZone = Value(session, "timeZone"),
        Phase = Value(session, "phase", Enum.Parse<SessionPhase>),
        OpenedAt = Maybe(session, "openedAt", Moment),
        ClosedAt = Maybe(session, "closedAt", Moment),
        Position = position,
        Floor = new FloorView(0, null, [], null),
    };

    private static InterventionView InterventionOf(XElement speech, ILookup<string, string> people)
    {
        var by = Value(speech, "by");
        var speaker = by == "#unknown" ? null : people[by].FirstOrDefault() ?? throw Wrong(speech, $"nobody is called {by}");
        return new InterventionView(
            Value(speech, Own + "number", Count), speaker, speech.Attribute(Own + "affiliation")?.Value, Maybe(speech, Own + "place", Enum.Parse<Place>),
            ItemOf(speech.Parent!), Value(speech, "startTime", Moment), [.. speech.Descendants(Akn + "span").Select(span => LineOf(span, speaker))]);
    }

    private static AgendaItemView? ItemOf(XElement section) => section.Attribute(Own + "item") is null
        ? null
        : new AgendaItemView(new AgendaItemId(Value(section, Own + "item", Guid.Parse)), Value(section, Own + "itemNumber"), Value(section, Own + "itemTitle"));

    private static CaptionLineView LineOf(XElement span, string? speaker) => new(
        Value(span, Own + "line", Number), Value(span, Own + "track"), Value(span, XNamespace.Xml + "lang"), span.Value,
        span.Attribute(Own + "speaker") is { } own ? own.Value is { Length: > 0 } name ? name : null : speaker, Value(span, Own + "at", Moment),
        span.Attribute(Own + "corrected") is not null, span.Attribute(Own + "former")?.Value, Maybe(span, Own + "rule", Enum.Parse<AttributionRule>),
        Maybe(span, Own + "part", Count), span.Attribute(Own + "formerLine")?.Value);

    private static XElement Only(XElement root, XName name) =>
        root.Descendants(name).FirstOrDefault() ?? throw new TranscriptFileException($"This debate was not written by LiveSession: it has no {name.LocalName} of its own.");

    private static T? Maybe<T>(XElement element, XName name, Func<string, T> read)
        where T : struct => element.Attribute(name) is null ? null : Value(element, name, read);

    private static string Value(XElement element, XName name) => element.Attribute(name)?.Value ?? throw Wrong(element, $"it has no {name.LocalName}");

    private static T Value<T>(XElement element, XName name, Func<string, T> read)
    {
        var text = Value(element, name);
        try
        {
            return read(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw Wrong(element, $"its {name.LocalName} cannot be {text}");
        }
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Count(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => XmlConvert.ToDateTimeOffset(text);

    private static TranscriptFileException Wrong(XElement element, string what) =>
        new(FormattableString.Invariant($"Line {((IXmlLineInfo)element).LineNumber}: {element.Name.LocalName}: {what}."));
}
