using System.Xml.Linq;

namespace LiveSession.Architecture.Tests;

/// <summary>Which project refers to which, as the project files say.</summary>
internal sealed record ProjectGraph(IReadOnlyDictionary<string, IReadOnlySet<string>> References)
{
    /// <summary>The projects that make the product: under <c>src</c> and <c>client</c>.</summary>
    public static ProjectGraph OfProduct() => new(
        new[] { "src", "client" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Sources.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .ToDictionary(ShortName, IReadOnlySet<string> (file) => ReferencesOf(file)));

    /// <summary>Every arrow that is not among the allowed ones, as "From -> To".</summary>
    public IReadOnlyList<string> Forbidden(IReadOnlyDictionary<string, string> allowed) =>
        [.. from project in References
            from target in project.Value
            where !allowed.TryGetValue(project.Key, out var targets) || !targets.Split(' ').Contains(target)
            orderby project.Key, target
            select $"{project.Key} -> {target}"];

    private static HashSet<string> ReferencesOf(string projectFile) =>
        [.. XDocument.Load(projectFile).Descendants("ProjectReference").Select(reference => ShortName((string)reference.Attribute("Include")!))];

    private static string ShortName(string projectFile) =>
        Path.GetFileNameWithoutExtension(projectFile.Replace('\\', '/')).Replace("LiveSession.", "", StringComparison.Ordinal);
}
