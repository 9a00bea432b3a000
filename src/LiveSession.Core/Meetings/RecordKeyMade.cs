using LiveSession.Core.Log;

namespace LiveSession.Core.Meetings;

/// <summary>The installation made a key with which it signs its records from here on. Those before it stay good for what they signed.</summary>
/// <param name="Key">The id of the key (<see cref="RecordKey"/>).</param>
/// <param name="PublicKey">Its public half, in base64.</param>
/// <param name="SealedPrivateKey">Its private half, encrypted with keys that lie beside the archive and not in it.</param>
public sealed record RecordKeyMade(string Key, string PublicKey, string SealedPrivateKey) : LogEvent;

/// <summary>Makes a key for signing records, unless somebody else was first.</summary>
/// <param name="Made">The key.</param>
/// <param name="SealedPrivateKey">Its private half, encrypted.</param>
/// <param name="Replaces">The id of the key it takes the place of; null for the first. Where another stands there already, that one stays.</param>
public sealed record MakeRecordKey(RecordKey Made, string SealedPrivateKey, string? Replaces) : MeetingCommand;
