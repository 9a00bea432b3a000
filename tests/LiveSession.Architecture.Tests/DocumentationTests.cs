using System.Xml.Linq;
using LiveSession.Protocol;

namespace LiveSession.Architecture.Tests;

/// <summary>The hub interfaces are the published interface: what they do not say, nobody can know.</summary>
public sealed class DocumentationTests
{
    private static readonly Dictionary<string, XElement> Members =
        XDocument.Load(Path.ChangeExtension(typeof(SessionView).Assembly.Location, ".xml"))
            .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);

    private static readonly IReadOnlyList<Type> Interfaces =
        [.. typeof(SessionView).Assembly.GetExportedTypes().Where(type => type.IsInterface && !type.IsGenericType)];

    [Fact]
    public void Every_hub_and_every_client_of_one_is_a_pair() =>
        Interfaces.Select(type => type.Name).ShouldBe(
            ["ISessionHub", "ISessionClient", "ICaptionHub", "ICaptionClient", "IFloorHub", "IFloorClient"], ignoreOrder: true);

    [Fact]
    public void Every_hub_method_says_what_it_does()
    {
        var undocumented = Interfaces.SelectMany(type => type.GetMethods().Select(method => $"M:{type.FullName}.{method.Name}")).Where(Undocumented);

        undocumented.ShouldBeEmpty();
        Undocumented("M:LiveSession.Protocol.ISessionHub.Whisper").ShouldBeTrue();
    }

    [Fact]
    public void Every_hub_says_where_it_is_and_for_whom()
    {
        var hubs = Interfaces.Where(type => type.Name.EndsWith("Hub", StringComparison.Ordinal)).ToList();

        hubs.Count.ShouldBe(3);
        hubs.ShouldAllBe(type => Members["T:" + type.FullName].Value.Contains("/hubs/", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_to_the_log_names_what_it_may_be_refused_for()
    {
        var commands = Interfaces.SelectMany(type => type.GetMethods().Where(method => method.ReturnType == typeof(Task<CommandResult>))
            .Select(method => $"M:{type.FullName}.{method.Name}")).ToList();

        commands.Count.ShouldBeGreaterThan(15);
        commands.Where(name => !Documentation(name).Contains("Refused: ", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static bool Undocumented(string method) => Documentation(method).Trim().Length < 10;

    private static string Documentation(string method) =>
        string.Concat(Members.Where(member => member.Key == method || member.Key.StartsWith(method + "(", StringComparison.Ordinal))
            .Select(member => member.Value.Element("summary")?.Value));
}
