using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using LiveSession.Testing.Installation;

namespace LiveSession.Publishing.Tests;

/// <summary>
/// The W3C's schema of TTML2, and with it what EBU Tech 3370 says of its own attributes, which that schema lets pass. It refuses what is wrong
/// and nothing else: see the tests that show both.
/// </summary>
internal sealed class TtmlSchema
{
    private const string EbuParameters = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:ebu:tt:parameters">
          <xs:attribute name="sequenceIdentifier"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType></xs:attribute>
          <xs:attribute name="sequenceNumber" type="xs:positiveInteger"/>
          <xs:attribute name="authorsGroupIdentifier"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType></xs:attribute>
          <xs:attribute name="authorsGroupControlToken" type="xs:positiveInteger"/>
        </xs:schema>
        """;

    private static readonly XNamespace Tt = "http://www.w3.org/ns/ttml";

    private readonly XmlSchemaSet _schemas = new() { XmlResolver = new XmlUrlResolver() };

    public TtmlSchema()
    {
        var troubles = new List<string>();
        _schemas.ValidationEventHandler += (_, trouble) => troubles.Add(trouble.Message);
        _schemas.Add(null, RealRecords.SchemaOf("ttml/ttml2.xsd"));
        using var ebu = XmlReader.Create(new StringReader(EbuParameters));
        _schemas.Add(null, ebu);
        _schemas.Compile();

        // A schema that could not be loaded whole would find everything valid.
        troubles.ShouldBeEmpty();
        _schemas.IsCompiled.ShouldBeTrue();
    }

    /// <summary>What is wrong with a document.</summary>
    public List<string> Faults(XDocument document)
    {
        // So would one that knows nothing of the document's namespace.
        document.Root!.Name.ShouldBe(Tt + "tt");
        var faults = new List<string>();
        document.Validate(_schemas, (_, fault) => faults.Add(fault.Message));
        return faults;
    }
}
