namespace LiveSession.Publishing.Transcript;

/// <summary>Where a printed transcript comes from, so that anybody can check it against the record.</summary>
/// <param name="Permalink">The absolute address of the transcript.</param>
/// <param name="Position">Up to where in the session's log it reaches; null before the session was opened.</param>
/// <param name="Hash">The hash of the last event it reaches: 64 hexadecimal characters.</param>
public sealed record TranscriptProvenance(string Permalink, LogPosition? Position = null, string? Hash = null);
