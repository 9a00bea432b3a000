using System.Reflection;
using System.Runtime.CompilerServices;
using LiveSession.Core.Sessions;
using LiveSession.Storage.Sqlite;

namespace LiveSession.Server.Tests.Operations;

public sealed class DocumentationTests
{
    [Fact]
    public void Every_setting_is_in_the_configuration_table()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        var settings = new[] { typeof(Composition).Assembly, typeof(SessionLimits).Assembly, typeof(SqliteOptions).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.IsLiteral == true)
            .SelectMany(type => type.GetProperties().Select(property => $"{type.GetField("Section")!.GetRawConstantValue()}:{property.Name}"))
            .ToList();

        settings.Count.ShouldBeGreaterThan(15);
        settings.ShouldAllBe(setting => readme.Contains($"`{setting}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_refusal_is_in_the_table_of_the_contracts()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "src", "LiveSession.Protocol", "README.md"));
        var codes = typeof(Rejections).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => ((Rejection)property.GetValue(null)!).Code)
            .Concat(typeof(Rejections).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsSpecialName)
                .Select(method => ((Rejection)method.Invoke(null, [.. method.GetParameters().Select(Any)])!).Code))
            .ToList();

        codes.Count.ShouldBeGreaterThan(40);
        codes.ShouldAllBe(code => readme.Contains($"| {code} |", StringComparison.Ordinal));
    }

    private static object Any(ParameterInfo parameter) => parameter.ParameterType == typeof(int) ? 1 : "x";

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
