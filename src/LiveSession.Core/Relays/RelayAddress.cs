using System.Diagnostics.CodeAnalysis;

namespace LiveSession.Core.Relays;

/// <summary>
/// The address that a service gave out for captions. Whoever knows it can write into that meeting, so it is a secret: it prints as its
/// host, and is kept encrypted.
/// </summary>
/// <param name="Service">What kind of service it is.</param>
/// <param name="Url">The address, secrets included.</param>
public sealed record RelayAddress(RelayService Service, Uri Url)
{
    private const int LongestAddress = 2_000;
    private const int ShownOfKey = 4;
    private const int ShortestToShow = 12;

    private static readonly ImmutableArray<string> Secrets = ["cid", "signature", "token"];

    private static readonly ImmutableArray<string> KnownHosts =
        [".zoom.us", ".zoomgov.com", "upload.youtube.com", ".office.microsoft.com", ".teams.microsoft.com"];

    /// <summary>
    /// Reads what somebody pasted. The protocol follows from the address (<c>…/closedcaption?id=…&amp;ns=…&amp;signature=…</c> is Zoom's,
    /// <c>…/closedcaption?cid=…</c> YouTube's, <c>…/cartcaption?meetingid=…</c> that of Teams) unless it was chosen. A known service's
    /// address is asked by https even where it was given out as http.
    /// </summary>
    /// <param name="pasted">The address.</param>
    /// <param name="chosen">The service somebody chose; null to recognise it.</param>
    /// <param name="rules">Where captions may go besides the known services.</param>
    /// <param name="address">The address, when it can be relayed to.</param>
    /// <returns>Why not; null when it can.</returns>
    public static Rejection? Read(string pasted, RelayService? chosen, RelayRules rules, out RelayAddress? address)
    {
        ArgumentNullException.ThrowIfNull(pasted);
        ArgumentNullException.ThrowIfNull(rules);
        address = null;
        if (!TryParse(pasted.Trim(), out var url))
        {
            return Rejections.RelayAddressUnreadable;
        }

        if (rules.AllowLoopback && url.IsLoopback)
        {
            return Take(url, chosen, out address);
        }

        var isKnown = IsKnown(url, KnownHosts);
        if (isKnown && url.IsDefaultPort)
        {
            return Take(url.Scheme == Uri.UriSchemeHttp ? new UriBuilder(url) { Scheme = Uri.UriSchemeHttps, Port = -1 }.Uri : url, chosen, out address);
        }

        return !IsKnown(url, rules.Hosts) ? isKnown ? Rejections.RelayPortNotAllowed(url.IdnHost, url.Port) : Rejections.RelayHostNotAllowed(url.IdnHost)
            : url.Scheme != Uri.UriSchemeHttps ? Rejections.RelayNotSecure
            : Take(url, chosen, out address);
    }

    /// <summary>The last letters of the secret, by which somebody tells two addresses of one host apart; empty where that would give much of it away.</summary>
    public string KeyEnd
    {
        get
        {
            var secret = PartsOf(Url).OrderBy(part => Secrets.IndexOf(part.Name) is >= 0 and var rank ? rank : Secrets.Length).Select(part => part.Value).First();
            return secret.Length >= ShortestToShow ? secret[^ShownOfKey..] : "";
        }
    }

    /// <summary>Whether words sent to the one address arrive at the other: whether over http or https is no difference, nor in which order its parts stand.</summary>
    public bool LeadsWhere(RelayAddress other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Url.IdnHost.Equals(other.Url.IdnHost, StringComparison.OrdinalIgnoreCase)
            && (Url.Port == other.Url.Port || (Url.IsDefaultPort && other.Url.IsDefaultPort))
            && Url.AbsolutePath == other.Url.AbsolutePath
            && PartsOf(Url).Order().SequenceEqual(PartsOf(other.Url).Order());
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Service} at {Url.IdnHost}";

    private static IEnumerable<(string Name, string Value)> PartsOf(Uri url) =>
        url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Select(part => (part[0], Uri.UnescapeDataString(part[^1])));

    private static bool TryParse(string pasted, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        // Without a query nothing can be appended to it, and it holds no secret: it is a page's address, not a service's.
        return pasted.Length <= LongestAddress && Uri.TryCreate(pasted, UriKind.Absolute, out url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.UserInfo.Length == 0 && url.Fragment.Length == 0 && url.Query.Length > 1;
    }

    private static Rejection? Take(Uri url, RelayService? chosen, out RelayAddress? address)
    {
        address = (chosen ?? Recognise(url)) is { } service ? new RelayAddress(service, url) : null;
        return address is null ? Rejections.RelayServiceUnknown : null;
    }

    private static RelayService? Recognise(Uri url)
    {
        var names = url.Query[1..].Split('&').Select(part => part.Split('=')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return url.AbsolutePath.EndsWith("/cartcaption", StringComparison.OrdinalIgnoreCase) ? RelayService.Teams
            : !url.AbsolutePath.EndsWith("/closedcaption", StringComparison.OrdinalIgnoreCase) ? null
            : url.IdnHost.EndsWith("youtube.com", StringComparison.OrdinalIgnoreCase) || names.Contains("cid") || names.Contains("key") ? RelayService.YouTube
            : names.Contains("ns") && names.Contains("id") ? RelayService.Zoom
            : null;
    }

    private static bool IsKnown(Uri url, ImmutableArray<string> hosts) => hosts.Any(host => host.StartsWith('.')
        ? url.IdnHost.EndsWith(host, StringComparison.OrdinalIgnoreCase)
        : url.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Where captions may be relayed to besides the known services.</summary>
/// <param name="Hosts">More hosts: a name, or one that begins with a dot for all below it.</param>
/// <param name="AllowLoopback">Whether this machine itself may be written to, also by http.</param>
public sealed record RelayRules(ImmutableArray<string> Hosts, bool AllowLoopback);
