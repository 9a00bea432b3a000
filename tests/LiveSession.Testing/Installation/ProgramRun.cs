using System.Diagnostics;

namespace LiveSession.Testing.Installation;

/// <summary>A program of this repository that ran to its end.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Out">What it wrote.</param>
/// <param name="Error">What it wrote about what went wrong.</param>
public sealed record ProgramRun(int ExitCode, string Out, string Error)
{
    /// <summary>Runs a built program and waits for its end.</summary>
    /// <param name="assembly">Its main assembly.</param>
    /// <param name="limit">How long it may take; then it is killed and the run fails.</param>
    /// <param name="arguments">Its command line.</param>
    public static async Task<ProgramRun> RunAsync(string assembly, TimeSpan limit, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new TimeoutException($"{Path.GetFileName(assembly)} did not end within {limit}.\n{await output}\n{await error}");
        }

        return new ProgramRun(process.ExitCode, await output, await error);
    }
}
