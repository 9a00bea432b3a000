using System.Text.Json;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>How a reader joins a server by WebSocket, and what keeps it there.</summary>
/// <param name="Address">Where it connects, <c>http://…</c> with path and query.</param>
/// <param name="Greeting">The messages it sends first.</param>
/// <param name="Joined">What stands in the message that says it has joined; null when the connection itself says so.</param>
/// <param name="Beat">What it sends every ten seconds; null for nothing.</param>
/// <param name="Asked">A message of the server's that wants an answer; null when none does.</param>
/// <param name="Answer">That answer.</param>
internal sealed record WayIn(Uri Address, ImmutableArray<string> Greeting, string? Joined = null, string? Beat = null, string? Asked = null, string? Answer = null)
{
    private const char EndOfMessage = '\u001e';

    /// <summary>As the official SignalR client does it, without negotiation: the product's hub, and one that takes the same calls.</summary>
    /// <param name="server">Where.</param>
    /// <param name="session">Which session it follows, with panels in English as the reader's page does.</param>
    /// <param name="seen">How far it had come before.</param>
    public static WayIn Hub(Uri server, string session, LogPosition? seen = null) => new(
        new Uri(server, "/hubs/session"),
        [
            "{\"protocol\":\"json\",\"version\":1}" + EndOfMessage,
            JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = "Join", arguments = new object?[] { session, seen, "en" } }, ProtocolJson.Options) + EndOfMessage,
        ],
        Joined: "\"invocationId\":\"1\"",
        Beat: "{\"type\":6}" + EndOfMessage);
}
