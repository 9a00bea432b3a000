namespace LiveSession.Core.Tests;

/// <summary>
/// How long properties search for a counterexample: <c>LIVESESSION_LONG=1</c> makes it a hundred times as long,
/// <c>LIVESESSION_LONG=0</c> a tenth (for mutation runs, which repeat every test hundreds of times).
/// </summary>
internal static class Iterations
{
    public static long Of(long few) => Environment.GetEnvironmentVariable("LIVESESSION_LONG") switch
    {
        "1" => few * 100,
        "0" => few / 10,
        _ => few,
    };
}
