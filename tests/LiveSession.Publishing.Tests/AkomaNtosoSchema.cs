using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using LiveSession.Testing.Installation;

namespace LiveSession.Publishing.Tests;

/// <summary>The schema of Akoma Ntoso 3.0, and with it what that lets pass: speakers nobody is, empty paragraphs.</summary>
internal sealed class AkomaNtosoSchema
{
    private static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    private readonly XmlSchemaSet _schemas = new() { XmlResolver = new XmlUrlResolver() };

    public AkomaNtosoSchema()
    {
        var troubles = new List<string>();
        _schemas.ValidationEventHandler += (_, trouble) => troubles.Add(trouble.Message);
        _schemas.Add(null, RealRecords.SchemaOf("akn/akomantoso30.xsd"));
        _schemas.Compile();

        // A schema that could not be loaded whole would find everything valid.
        troubles.ShouldBeEmpty();
        _schemas.IsCompiled.ShouldBeTrue();
    }

    /// <summary>What is wrong with a document.</summary>
    public List<string> Faults(XDocument document)
    {
        // So would one that knows nothing of the document's namespace.
        document.Root!.Name.ShouldBe(Akn + "akomaNtoso");
        var faults = new List<string>();
        document.Validate(_schemas, (_, fault) => faults.Add(fault.Message));
        var known = document.Descendants().Attributes("eId").Select(id => "#" + id.Value).ToHashSet();
        faults.AddRange(document.Descendants().Attributes().Where(one => one.Name.LocalName is "by" or "source" && one.Value.StartsWith('#') && !known.Contains(one.Value))
            .Select(one => $"nobody is called {one.Value}"));
        return faults;
    }
}
