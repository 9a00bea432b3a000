namespace LiveSession.Architecture.Tests;

/// <summary>The repository this was built from.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LiveSession.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No LiveSession.sln above {AppContext.BaseDirectory}.");
    }
}
