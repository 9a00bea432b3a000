using System.Text;
using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>How transcripts are written as XML.</summary>
internal static class XmlFile
{
    /// <summary>UTF-8, asynchronous. What an error cuts off stays open: closed, half a transcript would pass for the whole.</summary>
    public static XmlWriterSettings Settings { get; } = new()
    {
        Async = true,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CloseOutput = false,
        WriteEndDocumentOnClose = false,
    };
}
