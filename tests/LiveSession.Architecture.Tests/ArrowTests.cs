using System.Reflection;
using LiveSession.Core.Log;
using LiveSession.Protocol;

namespace LiveSession.Architecture.Tests;

/// <summary>Arrows point one way: browser, Client, Protocol; and Server, the adapters, Core, Protocol.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Protocol"] = "",
        ["Core"] = "Protocol",
        ["Storage"] = "Core Protocol",
        ["Ingest"] = "Core Protocol",
        ["Publishing"] = "Core Protocol",
        ["Analysis"] = "Core Protocol",
        ["Client"] = "Protocol",
        ["Cli"] = "Analysis Ingest Publishing Storage Core Protocol",
        ["Server"] = "Analysis Client Core Ingest Protocol Publishing Storage",
    };

    [Fact]
    public void Projects_refer_only_along_the_arrows()
    {
        var graph = ProjectGraph.OfProduct();

        graph.References.Keys.ShouldBeSubsetOf(Allowed.Keys);
        new[] { "Protocol", "Core", "Storage", "Client", "Server" }.ShouldBeSubsetOf(graph.References.Keys);
        graph.References["Core"].ShouldBe(["Protocol"]);
        graph.Forbidden(Allowed).ShouldBeEmpty();
    }

    [Fact]
    public void An_arrow_that_points_back_would_be_found()
    {
        var crooked = new ProjectGraph(new Dictionary<string, IReadOnlySet<string>>
        {
            ["Core"] = new HashSet<string> { "Protocol", "Storage" },
            ["Client"] = new HashSet<string> { "Core" },
            ["Basement"] = new HashSet<string> { "Protocol" },
        });

        crooked.Forbidden(Allowed).ShouldBe(["Basement -> Protocol", "Client -> Core", "Core -> Storage"]);
    }

    [Theory]
    [InlineData(typeof(SessionView))]
    [InlineData(typeof(LogEvent))]
    public void Protocol_and_Core_stand_on_the_runtime_alone(Type member) => Foreign(member.Assembly).ShouldBeEmpty();

    [Fact]
    public void A_library_under_an_assembly_would_be_found() => Foreign(typeof(ArrowTests).Assembly).ShouldContain("Shouldly");

    private static IEnumerable<string> Foreign(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("netstandard" or "LiveSession.Protocol"));
}
