namespace LiveSession.Testing.Installation;

/// <summary>Records of real meetings, kept outside the repository: the folder named by LIVESESSION_DATA, else <c>../shared/data</c>.</summary>
public static class RealRecords
{
    /// <summary>A record of a meeting; the test is skipped where it is not to be had.</summary>
    public static string PathOf(string file) => PathOf("meetings", file);

    /// <summary>Another record; the test is skipped where it is not to be had.</summary>
    public static string PathOf(string kind, string file)
    {
        var folder = Environment.GetEnvironmentVariable("LIVESESSION_DATA") is { Length: > 0 } named
            ? named
            : Path.Combine(Path.GetDirectoryName(Repository.Root) ?? ".", "shared", "data");
        var path = Path.Combine(folder, kind, file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not here; LIVESESSION_DATA names the folder of real records.");
        return path;
    }
}
