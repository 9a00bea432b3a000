namespace LiveSession.Core.Tests;

/// <summary>How long properties search for a counterexample; <c>LIVESESSION_LONG=1</c> makes it a hundred times as long.</summary>
internal static class Iterations
{
    public static long Of(long few) => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? few * 100 : few;
}
