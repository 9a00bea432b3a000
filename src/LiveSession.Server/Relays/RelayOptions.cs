using System.ComponentModel.DataAnnotations;
using LiveSession.Core.Relays;
using LiveSession.Server.Operations;

namespace LiveSession.Server.Relays;

/// <summary>Where captions may be relayed to and how patiently.</summary>
public sealed class RelayOptions
{
    public const string Section = "Relays";

    /// <summary>Hosts that captions may be relayed to besides those of Zoom, YouTube and Teams: a name, or one with a dot before it for all below it. None by default.</summary>
    [EachMatches(@"^\.?([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]*[a-zA-Z0-9])?\z", "captions.example.org or .example.org")]
    public string[] Hosts { get; set; } = [];

    /// <summary>Whether captions may be relayed to this machine itself, also by http. The default is no.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How long one post may take. The default is five seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a post that failed is sent again at once. The default is 2.</summary>
    [Range(1, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>How long a relay waits before it tries a service again that is away or refuses. The default is ten seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TryAgainAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many lines wait for a service that is away; older ones are skipped. The default is 20.</summary>
    [Range(1, 1_000)]
    public int LinesWaiting { get; set; } = 20;

    /// <summary>After which silence of the node that sees to a relay another node goes on with it. The default is four seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan TakeOverAfter { get; set; } = TimeSpan.FromSeconds(4);

    internal RelayRules Rules => new([.. Hosts], AllowLoopback);
}
