namespace LiveSession.Core.Tests;

/// <summary>
/// How long properties search for a counterexample: <c>LIVESESSION_LONG=1</c> makes it a hundred times as long,
/// <c>LIVESESSION_LONG=0</c> leaves one attempt (for mutation runs, which repeat every test hundreds of times).
/// </summary>
internal static class Iterations
{
    /// <summary>Whether there are enough attempts to speak of what they reach.</summary>
    public static bool AreMany { get; } = Of(2) > 1;

    public static long Of(long few) => Environment.GetEnvironmentVariable("LIVESESSION_LONG") switch
    {
        "1" => few * 100,
        "0" => 1,
        _ => few,
    };
}
