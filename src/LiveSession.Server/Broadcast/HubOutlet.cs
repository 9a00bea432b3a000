using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Broadcast;

/// <summary>A connection of one of SignalR's hubs.</summary>
internal sealed class HubOutlet(HubConnectionContext connection) : IOutlet
{
    public string Id => connection.ConnectionId;

    public ClaimsPrincipal? User => connection.User;

    public bool IsInHall { get; } = IOutlet.SaysHall(connection.GetHttpContext()?.Request);

    public bool IsGone => connection.ConnectionAborted.IsCancellationRequested;

    public ValueTask WriteAsync(Publication publication) => connection.WriteAsync(publication.Message);

    public void Abort() => connection.Abort();
}

/// <summary>
/// SignalR's own bookkeeping, plus an outlet for each connection. SignalR's group sends wait for nobody and forget nobody: a reader that
/// stalls piles up sends without a bound. The broadcaster therefore keeps a cursor for each connection and writes to it itself.
/// </summary>
internal sealed class OutletLifetimeManager<THub>(ILogger<DefaultHubLifetimeManager<THub>> logger, Outlets outlets)
    : DefaultHubLifetimeManager<THub>(logger)
    where THub : Hub
{
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        outlets.Add(new HubOutlet(connection));
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        outlets.Remove(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }
}
