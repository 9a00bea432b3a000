using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;

namespace LiveSession.Server.Captions.Steno;

/// <summary>TCP ports for stenography software. Bound from the configuration section <c>Steno</c>.</summary>
public sealed class StenoOptions : IValidatableObject
{
    public const string Section = "Steno";

    /// <summary>The ports that are handed out to sources, one each, such as <c>9740-9759</c>. The default is none: no port is opened.</summary>
    public string Ports { get; set; } = "";

    /// <summary>The address of this machine the ports are opened at. The default is <c>0.0.0.0</c>, all of IPv4; <c>::</c> is all.</summary>
    [Required]
    public string Listen { get; set; } = "0.0.0.0";

    /// <summary>From where software may connect: addresses and networks such as <c>192.0.2.0/24</c>. The default is nowhere.</summary>
    public IList<string> Allow { get; } = [];

    /// <summary>How many connections one address may have open at once. The default is 4.</summary>
    [Range(1, 1_000)]
    public int PerAddress { get; set; } = 4;

    /// <summary>How many bytes a second one connection may send for long; a faster one is closed. Sixteen times as many may come at once. The default is 4,096.</summary>
    [Range(100, 1_000_000)]
    public int BytesPerSecond { get; set; } = 4_096;

    /// <summary>After which silence a connection is closed. The default is 4 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromHours(4);

    /// <summary>The ports, first to last; empty where none are handed out.</summary>
    internal IEnumerable<int> PortNumbers => TryRange(out var first, out var last) ? Enumerable.Range(first, last - first + 1) : [];

    /// <summary>The networks software may connect from.</summary>
    internal IReadOnlyList<IPNetwork> Networks => [.. Allow.Select(Operations.Networks.Read).OfType<IPNetwork>()];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Ports.Length > 0 && !TryRange(out _, out _))
        {
            yield return new ValidationResult($"{Section}:{nameof(Ports)} is a port or a range of at most 1000 such as 9740-9759, not {Ports}.", [nameof(Ports)]);
        }

        if (Ports.Length > 0 && Allow.Count == 0)
        {
            yield return new ValidationResult($"{Section}:{nameof(Allow)} must say from where software may connect, since {Section}:{nameof(Ports)} is set.", [nameof(Allow)]);
        }

        foreach (var wrong in Allow.Where(entry => Operations.Networks.Read(entry) is null))
        {
            yield return new ValidationResult($"{Section}:{nameof(Allow)} takes addresses and networks such as 192.0.2.0/24, not {wrong}.", [nameof(Allow)]);
        }

        if (!IPAddress.TryParse(Listen, out _))
        {
            yield return new ValidationResult($"{Section}:{nameof(Listen)} is an address of this machine, not {Listen}.", [nameof(Listen)]);
        }
    }

    private bool TryRange(out int first, out int last)
    {
        last = 0;
        var ends = Ports.Split('-', 2, StringSplitOptions.TrimEntries);
        return TryPort(ends[0], out first) && TryPort(ends[^1], out last) && first <= last && last - first < 1_000;
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= IPEndPoint.MaxPort;
}
