using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>
/// Looks at the first bytes of a connection: browsers, mail and port scanners find every open port. What begins like one of them is told by
/// name; whatever else begins is text. Only as many bytes are held back as may still turn out to be such a beginning.
/// </summary>
public sealed class StenoOpening
{
    private static readonly ImmutableArray<(byte[] Begins, string Is)> Others =
    [
        ([0x16, 0x03], "TLS"),
        (Encoding.ASCII.GetBytes("SSH-2"), "SSH"),
        (Encoding.ASCII.GetBytes("<?xml"), "XML"),
        .. new[] { "GET /", "HEAD /", "POST /", "PUT /", "OPTIONS /", "OPTIONS *", "PRI * HTTP" }.Select(line => (Encoding.ASCII.GetBytes(line), "HTTP")),
    ];

    private readonly List<byte> _held = [];
    private bool _settled;

    /// <summary>What the connection speaks instead; null while nothing is wrong.</summary>
    public string? Other { get; private set; }

    /// <summary>The bytes to read on with; empty while they are held back or once the connection speaks something else.</summary>
    public byte[] Read(ReadOnlySpan<byte> bytes)
    {
        if (_settled)
        {
            return bytes.ToArray();
        }

        _held.AddRange(bytes);
        Other = Others.FirstOrDefault(other => StartsWith(_held, other.Begins)).Is;
        var open = Others.Any(other => _held.Count < other.Begins.Length && StartsWith(other.Begins, _held));
        return Other is null && !open ? Rest() : [];
    }

    /// <summary>What is still held back: the connection ended. Nothing, where it spoke something else.</summary>
    public byte[] Rest()
    {
        _settled = true;
        byte[] rest = Other is null ? [.. _held] : [];
        _held.Clear();
        return rest;
    }

    private static bool StartsWith(IReadOnlyList<byte> text, IReadOnlyList<byte> start) =>
        text.Count >= start.Count && text.Take(start.Count).SequenceEqual(start);
}
