namespace LiveSession.Protocol;

/// <summary>
/// A refusal that names the rule. Codes are stable and never reused; each feature owns a block of 100 (see <see cref="Rejections"/>).
/// </summary>
/// <param name="Code">The stable number; clients translate by it.</param>
/// <param name="Message">One English sentence for the person who asked.</param>
/// <param name="About">What the sentence names (a person, a limit), so that a translation can name it too.</param>
public sealed record Rejection(int Code, string Message, string? About = null);
