using System.Globalization;
using System.Xml;

namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>
/// Reads EBU-TT Live documents (EBU-TT Part 3, W3C TTML Live):
/// <code>
/// &lt;tt:tt ebuttp:sequenceIdentifier="hall" ebuttp:sequenceNumber="7" ebuttp:authorsGroupIdentifier="floor" ebuttp:authorsGroupControlToken="2"
///        ttp:timeBase="clock" ttp:clockMode="utc" xml:lang="en-GB" …&gt;
///   &lt;tt:head&gt;…&lt;/tt:head&gt;
///   &lt;tt:body dur="5s"&gt;&lt;tt:div&gt;&lt;tt:p&gt;&lt;tt:span&gt;Thank you, Chair.&lt;/tt:span&gt;&lt;tt:br/&gt;&lt;tt:span&gt;We agree&lt;/tt:span&gt;&lt;/tt:p&gt;&lt;/tt:div&gt;&lt;/tt:body&gt;
/// &lt;/tt:tt&gt;
/// </code>
/// Styles, regions and metadata are passed over. Document types are refused, so that entities cannot be defined, and nothing is ever fetched.
/// </summary>
public static class EbuTtReader
{
    private const int Deepest = 40;
    private const long LargestNumber = 1L << 46;
    private const string MessageNamespace = "urn:ebu:tt:livemessage";

    private static readonly XmlReaderSettings Guarded = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads one message.</summary>
    public static EbuTtReading Read(string xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml.TrimStart('\uFEFF')), Guarded);
            reader.MoveToContent();
            return reader.NamespaceURI == MessageNamespace ? ReadMessage(reader)
                : reader.NamespaceURI != EbuTtNames.Tt || reader.LocalName != "tt"
                    ? EbuTtReading.Unreadable($"it begins with {{{reader.NamespaceURI}}}{reader.LocalName}, not with tt of {EbuTtNames.Tt}")
                : ReadRoot(reader);
        }
        catch (XmlException) when (xml.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
        {
            return EbuTtReading.Unreadable("it has a document type, which is not allowed");
        }
        catch (XmlException e)
        {
            return EbuTtReading.Unreadable(string.Create(CultureInfo.InvariantCulture, $"it is not XML, at line {e.LineNumber}, character {e.LinePosition}"));
        }
        catch (OverflowException)
        {
            return EbuTtReading.Unreadable("its times are too large");
        }
        catch (FormatException e)
        {
            return EbuTtReading.Unreadable(e.Message);
        }
    }

    private static EbuTtReading ReadMessage(XmlReader reader)
    {
        while (reader.Read())
        {
            ThrowIfTooDeep(reader);
        }

        return EbuTtReading.Message;
    }

    private static EbuTtReading ReadRoot(XmlReader reader)
    {
        string? Parameter(string name) => reader.GetAttribute(name, EbuTtNames.Parameters);
        var (sequence, number, token) = (Parameter("sequenceIdentifier"), Parameter("sequenceNumber"), Parameter("authorsGroupControlToken"));
        var (timeBase, clockMode) = (reader.GetAttribute("timeBase", EbuTtNames.TtParameters), reader.GetAttribute("clockMode", EbuTtNames.TtParameters));
        if (string.IsNullOrEmpty(sequence))
        {
            throw new FormatException("it has no sequenceIdentifier");
        }

        if (timeBase is not (null or "media" or "clock"))
        {
            throw new FormatException($"its time base is {timeBase}; EBU-TT Live has media and clock");
        }

        var head = new EbuTtDocument(
            sequence,
            NumberIn(number ?? throw new FormatException("it has no sequenceNumber"), "sequenceNumber"),
            Parameter("authorsGroupIdentifier") is { Length: > 0 } group ? group : null,
            token is null ? null : NumberIn(token, "authorsGroupControlToken"),
            reader.GetAttribute("authorsGroupControlRequest", EbuTtNames.Metadata),
            default,
            []);
        var content = new EbuTtContent(reader.XmlLang);
        var body = false;
        // The whole of it is read, to the last byte: what is cut short is no document.
        while (reader.Read())
        {
            ThrowIfTooDeep(reader);
            body |= content.Read(reader);
        }

        return body
            ? new EbuTtReading(head with { Times = content.Times(isUtc: timeBase == "clock" && clockMode is "utc"), Rows = content.Rows })
            : new EbuTtReading(head with { Times = content.Times(isUtc: false) });
    }

    private static long NumberIn(string text, string name) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < LargestNumber
            ? number
            : throw new FormatException($"its {name} is not a whole number below 2^46");

    private static void ThrowIfTooDeep(XmlReader reader)
    {
        if (reader.Depth > Deepest)
        {
            throw new FormatException($"its elements stand more than {Deepest} deep");
        }
    }
}

/// <summary>The namespaces of EBU-TT Live.</summary>
internal static class EbuTtNames
{
    public const string Tt = "http://www.w3.org/ns/ttml";
    public const string TtParameters = "http://www.w3.org/ns/ttml#parameter";
    public const string Parameters = "urn:ebu:tt:parameters";
    public const string Metadata = "urn:ebu:tt:metadata";
}
