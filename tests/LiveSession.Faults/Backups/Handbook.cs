using System.Diagnostics;
using LiveSession.Testing.Installation;

namespace LiveSession.Faults.Backups;

/// <summary>Runs the commands of <c>infra/README.md</c> as they stand there, on a machine whose folders are elsewhere.</summary>
/// <param name="data">What stands for <c>/var/lib/livesession</c>.</param>
/// <param name="backup">What stands for <c>/backup</c>.</param>
/// <param name="stop">What stands for <c>systemctl stop livesession</c>.</param>
/// <param name="start">What stands for <c>systemctl start livesession</c>.</param>
/// <param name="environment">Of the shell.</param>
internal sealed class Handbook(string data, string backup, Func<Task> stop, Func<Task> start, IReadOnlyDictionary<string, string> environment)
{
    private const string Stop = "systemctl stop livesession";
    private const string Start = "systemctl start livesession";

    /// <summary>Runs the block of commands in which some words stand; there must be one.</summary>
    public async Task RunAsync(string words)
    {
        var block = (await BlocksAsync()).Single(block => block.Contains(words, StringComparison.Ordinal));
        foreach (var command in block.Split('\n'))
        {
            switch (command)
            {
                case Stop:
                    await stop();
                    break;
                case Start:
                    await start();
                    break;
                default:
                    await RunInShellAsync(command);
                    break;
            }
        }
    }

    private static async Task<IEnumerable<string>> BlocksAsync()
    {
        var handbook = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "infra", "README.md"));
        return handbook.Split("```sh\n").Skip(1).Select(rest => rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]);
    }

    private async Task RunInShellAsync(string command)
    {
        var here = command.Replace("/var/lib/livesession", data, StringComparison.Ordinal).Replace("/backup", backup, StringComparison.Ordinal);
        var shell = new ProcessStartInfo("sh", ["-ec", $"livesession() {{ dotnet '{Programs.CommandLine}' \"$@\"; }}\n{here}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            shell.Environment[name] = value;
        }

        using var process = Process.Start(shell)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{here}\n{await output}\n{await error}");
    }
}
