namespace LiveSession.Cli.Tests;

/// <summary>Records of real meetings, kept outside the repository: the folder named by LIVESESSION_DATA, else ../shared/data.</summary>
internal static class RealMeetings
{
    public static string PathOf(string file)
    {
        var path = Path.Combine(Folder(), "meetings", file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not here; LIVESESSION_DATA names the folder of real records.");
        return path;
    }

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("LIVESESSION_DATA") is { Length: > 0 } named)
        {
            return named;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "LiveSession.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.Parent?.FullName ?? ".", "shared", "data");
    }
}
