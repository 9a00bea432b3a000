namespace LiveSession.Testing.Installation;

/// <summary>Records of real meetings, kept outside the repository: the folder named by LIVESESSION_DATA, else <c>../shared/data</c>.</summary>
public static class RealRecords
{
    /// <summary>A record of a meeting; the test is skipped where it is not to be had.</summary>
    public static string PathOf(string file) => PathOf("meetings", file);

    /// <summary>Another record; the test is skipped where it is not to be had.</summary>
    public static string PathOf(string kind, string file)
    {
        var path = Path.Combine(Folder, kind, file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not here; LIVESESSION_DATA names the folder of real records.");
        return path;
    }

    /// <summary>A schema of a format; the test is skipped where it is not to be had.</summary>
    /// <param name="file">Its folder and name, such as <c>ttml/ttml2.xsd</c>.</param>
    public static string SchemaOf(string file)
    {
        var path = Path.Combine(Folder, "schemas", file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not here; LIVESESSION_DATA names the folder of schemas.");
        return path;
    }

    /// <summary>A record of a meeting; null where it is not to be had.</summary>
    public static string? Find(string file)
    {
        var path = Path.Combine(Folder, "meetings", file);
        return File.Exists(path) ? path : null;
    }

    private static string Folder => Environment.GetEnvironmentVariable("LIVESESSION_DATA") is { Length: > 0 } named
        ? named
        : Path.Combine(Path.GetDirectoryName(Repository.Root) ?? ".", "shared", "data");
}
