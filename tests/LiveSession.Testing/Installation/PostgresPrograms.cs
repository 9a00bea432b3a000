using System.Diagnostics;
using System.Globalization;

namespace LiveSession.Testing.Installation;

/// <summary>PostgreSQL's own programs, wherever the distribution put them; run as somebody else where the test runs as root, which they refuse.</summary>
public static class PostgresPrograms
{
    private static readonly string? Folder = Find();

    // Debian's package makes the one; the other is everywhere.
    private static readonly string Account = File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
        ? "postgres"
        : "nobody";

    public static bool AreInstalled => Folder is not null;

    /// <summary>Runs one to its end; fails with what it said unless it ended well.</summary>
    public static async Task<string> RunAsync(string program, params IReadOnlyList<string> arguments) => await RunAsync(program, "", arguments);

    /// <summary>The same, for a program that asks for the database's password.</summary>
    public static async Task<string> RunAsync(string program, string password, IReadOnlyList<string> arguments)
    {
        var start = Start(program, arguments);
        start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.\n{await error}");
    }

    /// <summary>How one is started.</summary>
    public static ProcessStartInfo Start(string program, params IReadOnlyList<string> arguments)
    {
        Assert.SkipUnless(AreInstalled, "PostgreSQL is not installed on this machine.");
        var path = Path.Combine(Folder!, program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", [$"--reuid={Account}", $"--regid={Account}", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        start.WorkingDirectory = Path.GetTempPath();
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    /// <summary>Gives a folder to whom the programs run as.</summary>
    public static async Task OwnAsync(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var owning = Process.Start("chown", ["-R", Account, folder]);
            await owning.WaitForExitAsync();
        }
    }

    private static string? Find()
    {
        // Debian keeps them off the PATH, one folder for each version; pg_dump has to be of the server's.
        var versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(
                folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return versions.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }
}
