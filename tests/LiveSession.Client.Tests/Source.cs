namespace LiveSession.Client.Tests;

/// <summary>The sources of the client, for the rules that look at them.</summary>
public static class Source
{
    public static string Client { get; } = Path.Combine(Root(), "client", "LiveSession.Client");

    public static IEnumerable<string> Pages => Directory.EnumerateFiles(Client, "*.razor", SearchOption.AllDirectories);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LiveSession.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
