using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Net;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Log;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Roster;

/// <summary>How many connections are taken.</summary>
public sealed class ConnectionOptions
{
    public const string Section = "Connections";

    /// <summary>How many hub and console connections one address may hold; a hall behind one address is many people. The default is 2,000.</summary>
    [Range(1, 1_000_000)]
    public int PerAddress { get; set; } = 2_000;

    /// <summary>How many commands besides caption lines one link may send in a second, for long; more are refused. The default is 50.</summary>
    [Range(1, 100_000)]
    public int CommandsPerSecond { get; set; } = 50;

    /// <summary>How many requests for the floor by people not yet named one address may send in a minute. The default is 60.</summary>
    [Range(1, 100_000)]
    public int RegistrationsPerMinute { get; set; } = 60;
}

/// <summary>
/// Knows every open hub and console connection and with which links it was opened, whatever kind it is: it stands around their HTTP
/// requests. A link that is withdrawn takes its connections with it.
/// </summary>
internal sealed partial class OpenConnections(
    IOptions<ConnectionOptions> options, ISessionFeed feed, SessionBroadcaster broadcaster, Drain drain, Instruments instruments, TimeProvider time,
    ILogger<OpenConnections> logger) : FeedListener(feed)
{
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<HttpContext, Opened> _open = new();
    private readonly ConcurrentDictionary<IPAddress, int> _byAddress = new();

    public int Count => _open.Count;

    /// <summary>The requests that carry circuits.</summary>
    public IEnumerable<HttpContext> Consoles => _open.Where(open => open.Value.IsConsole).Select(open => open.Key);

    /// <summary>Middleware around hubs and circuits.</summary>
    public async Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (drain.Closed && IsNewcomer(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "1";
            await http.Response.WriteAsync("This server is stopping. Please connect again.", http.RequestAborted);
            return;
        }

        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (_byAddress.AddOrUpdate(address, 1, (_, count) => count + 1) > options.Value.PerAddress)
        {
            Release(address);
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "10";
            await http.Response.WriteAsync($"Too many connections from one address: at most {options.Value.PerAddress}.", http.RequestAborted);
            return;
        }

        _open[http] = new Opened([.. Grant.Of(http.User)], IsConsole: http.Request.Path.StartsWithSegments("/_blazor"));
        instruments.Connections.Add(1);
        try
        {
            await next(http);
        }
        finally
        {
            _open.TryRemove(http, out _);
            instruments.Connections.Add(-1);
            Release(address);
        }
    }

    protected override void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        foreach (var revoked in events.Select(happened => happened.Event).OfType<InvitationRevoked>())
        {
            _ = CloseAsync(new Grant(log, revoked.Invitation));
        }
    }

    private async Task CloseAsync(Grant grant)
    {
        var concerned = _open.Where(open => open.Value.Grants.Contains(grant)).Select(open => open.Key).ToHashSet();
        Log.Revoked(logger, grant.Log, grant.Invitation, concerned.Count);
        bool Holds(IOutlet outlet) => Grant.Of(outlet.User).Contains(grant);
        _ = broadcaster.AnnounceClosingAsync(Holds, () => new ClosingNotice(ClosingReason.Revoked, null));
        await Task.Delay(Farewell, time, CancellationToken.None);
        // A long-polling connection outlives the request it is in at the moment: close the connection, then what else is open.
        broadcaster.Close(Holds);
        foreach (var http in concerned)
        {
            Abort(http);
        }
    }

    /// <summary>Ends a connection; one that has hung up already has no request left to abort.</summary>
    public void Abort(HttpContext http)
    {
        try
        {
            if (_open.ContainsKey(http))
            {
                http.Abort();
            }
        }
        catch (ObjectDisposedException)
        {
            // It ended between one look and the next.
        }
    }

    // Whoever has a connection already says which: each poll of a long-polling one comes through here.
    private static bool IsNewcomer(HttpRequest request) => !request.Query.ContainsKey("id");

    private void Release(IPAddress address)
    {
        if (_byAddress.AddOrUpdate(address, 0, (_, count) => count - 1) <= 0)
        {
            _byAddress.TryRemove(KeyValuePair.Create(address, 0));
        }
    }

    private readonly record struct Opened(ImmutableArray<Grant> Grants, bool IsConsole);

    private static partial class Log
    {
        [LoggerMessage(130, LogLevel.Information, "{LogId}: invitation {Invitation} was withdrawn; closing {Count} connections")]
        public static partial void Revoked(ILogger logger, LogId logId, InvitationId invitation, int count);
    }
}
