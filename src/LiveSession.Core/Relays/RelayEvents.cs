using LiveSession.Core.Log;

namespace LiveSession.Core.Relays;

/// <summary>From now on a session's captions are relayed to another service.</summary>
/// <param name="Relay">The relay.</param>
/// <param name="Session">The session.</param>
/// <param name="Service">What kind of service it is.</param>
/// <param name="Host">The host, for people to recognise it by.</param>
/// <param name="Track">Which caption channel goes there.</param>
/// <param name="SealedAddress">The address, which is a secret, encrypted with the installation's keys.</param>
public sealed record RelayAdded(RelayId Relay, SessionId Session, RelayService Service, string Host, string Track, string SealedAddress) : LogEvent;

/// <summary>A stopped relay went on, with the next line.</summary>
/// <param name="Relay">The relay.</param>
public sealed record RelayStarted(RelayId Relay) : LogEvent;

/// <summary>A relay was stopped, to go on later perhaps.</summary>
/// <param name="Relay">The relay.</param>
public sealed record RelayStopped(RelayId Relay) : LogEvent;

/// <summary>A relay was taken away.</summary>
/// <param name="Relay">The relay.</param>
public sealed record RelayRemoved(RelayId Relay) : LogEvent;
