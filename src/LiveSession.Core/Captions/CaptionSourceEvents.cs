using LiveSession.Core.Log;

namespace LiveSession.Core.Captions;

/// <summary>Somebody's captioning software was let in to write on a track of a session.</summary>
/// <param name="Source">The source; its words are recorded under the participant of the same id.</param>
/// <param name="Session">The session.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">BCP 47 tag of its words, where it does not say another.</param>
/// <param name="Protocol">How it speaks.</param>
/// <param name="SecretHash">SHA-256 of the secret in its address, lower-case hexadecimal. The secret itself is nowhere kept.</param>
/// <param name="Port">The TCP port it writes to, where it is stenography software; null for sources that post.</param>
public sealed record CaptionSourceIssued(
    CaptionSourceId Source, SessionId Session, string Name, string Track, string Language, CaptionProtocol Protocol, string SecretHash,
    int? Port = null) : LogEvent;

/// <summary>A caption source was withdrawn.</summary>
/// <param name="Source">The source.</param>
public sealed record CaptionSourceRevoked(CaptionSourceId Source) : LogEvent;
