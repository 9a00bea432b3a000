namespace LiveSession.Testing.Installation;

/// <summary>The machine's Chromium.</summary>
public static class BrowserProgram
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "LIVESESSION_CHROMIUM";

    // Without a window of its own first: the same Chromium, drawn with half the processor time.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    /// <summary>The one named by the environment, else the one on the path; null when there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? named
        : (from name in Names
           from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
           select System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
