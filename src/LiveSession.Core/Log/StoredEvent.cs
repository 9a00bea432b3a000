namespace LiveSession.Core.Log;

/// <summary>An event as it lies in the store or in an export: its exact bytes and the hash written beside them.</summary>
/// <param name="Canonical">UTF-8 JSON, as hashed (see <see cref="EventCodec"/>).</param>
/// <param name="Hash">The hash written when it was appended.</param>
public sealed record StoredEvent(ReadOnlyMemory<byte> Canonical, string Hash);
