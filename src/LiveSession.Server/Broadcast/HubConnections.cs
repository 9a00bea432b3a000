using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Broadcast;

/// <summary>The hub connections of this process, for the broadcaster, which writes to each at the pace it reads.</summary>
internal sealed class HubConnections
{
    private readonly ConcurrentDictionary<string, HubConnectionContext> _connections = new();

    public IEnumerable<HubConnectionContext> All => _connections.Values;

    public HubConnectionContext? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);

    public void Add(HubConnectionContext connection) => _connections[connection.ConnectionId] = connection;

    public void Remove(string connectionId) => _connections.TryRemove(connectionId, out _);
}

/// <summary>
/// SignalR's own bookkeeping, plus a list of the connections. SignalR's group sends wait for nobody and forget nobody: a reader that
/// stalls piles up sends without a bound. The broadcaster therefore keeps a cursor for each connection and writes to it itself.
/// </summary>
internal sealed class TrackingLifetimeManager<THub>(ILogger<DefaultHubLifetimeManager<THub>> logger, HubConnections connections)
    : DefaultHubLifetimeManager<THub>(logger)
    where THub : Hub
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connections.Add(connection);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        connections.Remove(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }
}
