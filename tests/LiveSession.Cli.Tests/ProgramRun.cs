using System.CommandLine;
using System.Text.Json;

namespace LiveSession.Cli.Tests;

/// <summary>One run of the program, as a shell sees it.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramRun(int Code, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<ProgramRun> Of(params string[] args) => Of(TestContext.Current.CancellationToken, args);

    public static Task<ProgramRun> Of(CancellationToken stop, params string[] args) => Of(TimeProvider.System, stop, args);

    public static async Task<ProgramRun> Of(TimeProvider time, CancellationToken stop, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var (outputs, errors) = (TextWriter.Synchronized(output), TextWriter.Synchronized(error));
        var configuration = new InvocationConfiguration { Output = outputs, Error = errors };
        var code = await CommandLine.RunAsync(args, configuration, time, stop).WaitAsync(Limit, CancellationToken.None);
        return new ProgramRun(code, output.ToString(), error.ToString());
    }

    public JsonElement Json() => JsonDocument.Parse(Output).RootElement;
}
