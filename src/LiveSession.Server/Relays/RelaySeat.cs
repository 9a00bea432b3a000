using System.Text.Json;
using LiveSession.Client.Relays;
using LiveSession.Core.Relays;

namespace LiveSession.Server.Relays;

/// <summary>A relay that this node sees to.</summary>
/// <param name="Relay">The relay.</param>
/// <param name="Hold">That it is this node's.</param>
/// <param name="Sender">Writes to the service.</param>
/// <param name="Runner">Takes the session's lines there; null where only a test was asked for.</param>
internal sealed record RelaySeat(Relay Relay, RelayHold Hold, RelaySender Sender, RelayRunner? Runner)
{
    /// <summary>What the node that sees to a relay says of it to the others; nothing yet is ready.</summary>
    public static RelayStanding Read(string said) => said.Length > 0
        ? JsonSerializer.Deserialize<RelayStanding>(said, ProtocolJson.Options)!
        : new RelayStanding(RelayCondition.Ready);

    /// <summary>Whether nothing changed hands since: neither the node, nor the log's epoch, nor whether the relay is meant to run.</summary>
    public bool IsOf(Relay relay, RelayLease lease) =>
        Hold.Lease.Number == lease.Number && Hold.Lease.UpTo.Epoch == lease.UpTo.Epoch && Runner is not null == relay.On;

    /// <summary>What the node wishes that sees to it already.</summary>
    public RelayWish WishOn(LogPosition from, bool renewed = false) => new(
        Relay.Id, from, renewed, Runner?.Answered ?? 0, Runner is null ? "" : JsonSerializer.Serialize(Runner.Standing, ProtocolJson.Options));
}
