using LiveSession.Cli.Doors;

namespace LiveSession.Cli.Replay;

/// <summary>What is to be replayed, where and how.</summary>
/// <param name="File">The caption file.</param>
/// <param name="Link">The captioner's link.</param>
/// <param name="ChairLink">The chair's link; null leaves floor and session alone.</param>
/// <param name="Speed">How many times faster than spoken; 0 for as fast as acknowledged.</param>
/// <param name="Session">The session's number; null for the one that is open, else the next.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">What is spoken, where the file does not say; null to guess.</param>
/// <param name="Json">Whether the report is JSON.</param>
internal sealed record ReplayPlan(
    FileInfo File, InvitationLink Link, InvitationLink? ChairLink, double Speed, int? Session, string Track, string? Language, bool Json);
