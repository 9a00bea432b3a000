using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using LiveSession.Testing.Installation;

namespace LiveSession.Publishing.Tests;

/// <summary>The schema of Parla-CLARIN, and with it what that lets pass: speakers nobody is.</summary>
internal sealed class TeiSchema
{
    // The schema names two others by files that its authors kept to themselves.
    private const string Isocat = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.isocat.org/ns/dcr">
          <xs:attribute name="datcat" type="xs:anyURI"/>
          <xs:attribute name="valueDatcat" type="xs:anyURI"/>
        </xs:schema>
        """;

    private static readonly XNamespace Tei = "http://www.tei-c.org/ns/1.0";

    private readonly XmlSchemaSet _schemas = new() { XmlResolver = null };

    public TeiSchema()
    {
        var errors = new List<string>();
        _schemas.ValidationEventHandler += (_, trouble) =>
        {
            if (trouble.Severity == XmlSeverityType.Error)
            {
                errors.Add(trouble.Message);
            }
        };
        using var isocat = XmlReader.Create(new StringReader(Isocat));
        using var xml = XmlReader.Create(RealRecords.SchemaOf("akn/xml.xsd"));
        using var tei = XmlReader.Create(RealRecords.SchemaOf("tei/parla-clarin.xsd"));
        _schemas.Add(null, isocat);
        _schemas.Add(null, xml);
        _schemas.Add(null, tei);
        _schemas.Compile();

        // A schema that could not be loaded whole would find everything valid.
        errors.ShouldBeEmpty();
        _schemas.IsCompiled.ShouldBeTrue();
    }

    /// <summary>What is wrong with a document.</summary>
    public List<string> Faults(XDocument document)
    {
        // So would one that knows nothing of the document's namespace.
        document.Root!.Name.ShouldBe(Tei + "TEI");
        var faults = new List<string>();
        document.Validate(_schemas, (_, fault) => faults.Add(fault.Message));
        var known = document.Descendants().Attributes(XNamespace.Xml + "id").Select(id => "#" + id.Value).ToHashSet();
        faults.AddRange(document.Descendants().Attributes("who").Where(who => !known.Contains(who.Value)).Select(who => $"nobody is called {who.Value}"));
        return faults;
    }
}
