namespace LiveSession.Testing.Installation;

/// <summary>Where the source and its build output are, seen from a running test.</summary>
public static class Repository
{
    /// <summary>The folder of <c>LiveSession.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The build configuration of the running test.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent?.Name ?? "Debug";

    /// <summary>The main assembly of a project, built like the running test.</summary>
    public static string AssemblyOf(string projectFolder)
    {
        var folder = Path.Combine(Root, projectFolder);
        var assembly = Path.Combine(folder, "bin", Configuration, "net10.0", $"{Path.GetFileName(folder)}.dll");
        return File.Exists(assembly) ? assembly : throw new FileNotFoundException($"Build {projectFolder} ({Configuration}) first.", assembly);
    }

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
