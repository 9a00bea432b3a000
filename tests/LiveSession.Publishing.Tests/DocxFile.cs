using System.IO.Compression;
using System.IO.Packaging;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace LiveSession.Publishing.Tests;

/// <summary>A document as it was written: what is wrong with it, and its parts.</summary>
internal sealed class DocxFile(byte[] content)
{
    public static readonly XNamespace Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    /// <summary>What the SDK's validator finds.</summary>
    public List<string> Faults()
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(content), isEditable: false);
        document.MainDocumentPart.ShouldNotBeNull();
        return [.. new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document).Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}")];
    }

    public XDocument Body() => XDocument.Parse(PartOf("word/document.xml"), LoadOptions.PreserveWhitespace);

    /// <summary>What the document says of itself to file managers.</summary>
    public T Properties<T>(Func<PackageProperties, T> read)
    {
        using var package = Package.Open(new MemoryStream(content));
        return read(package.PackageProperties);
    }

    /// <summary>The words as they stand, or as they stood before the corrections.</summary>
    public static string TextOf(XElement element, bool corrected = true) => string.Concat(element.Descendants()
        .Where(one => one.Name == Word + "t" || one.Name == Word + "delText" || one.Name == Word + "tab")
        .Where(one => !one.Ancestors(Word + (corrected ? "del" : "ins")).Any())
        .Select(one => one.Name == Word + "tab" ? "\t" : one.Value));

    public static string? ValueOf(XElement element, params string[] path) =>
        path.Aggregate((XElement?)element, (inner, name) => inner?.Element(Word + name))?.Attribute(Word + "val")?.Value;

    public string PartOf(string path)
    {
        using var zip = new ZipArchive(new MemoryStream(content));
        using var part = new StreamReader(zip.GetEntry(path)!.Open(), Encoding.UTF8);
        return part.ReadToEnd();
    }

    /// <summary>The same with one part changed.</summary>
    public DocxFile With(string path, Func<string, string> change)
    {
        var changed = change(PartOf(path));
        changed.ShouldNotBe(PartOf(path));
        var copy = new MemoryStream();
        copy.Write(content);
        using (var zip = new ZipArchive(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(path)!.Delete();
            using var part = new StreamWriter(zip.CreateEntry(path).Open());
            part.Write(changed);
        }

        return new DocxFile(copy.ToArray());
    }
}
