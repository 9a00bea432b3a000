using System.Reflection;
using System.Runtime.CompilerServices;
using LiveSession.Core.Log;
using LiveSession.Protocol;

namespace LiveSession.Architecture.Tests;

public sealed class TypeTests
{
    /// <summary>The assemblies these rules hold for.</summary>
    public static TheoryData<string> Assemblies => ["LiveSession.Protocol", "LiveSession.Core"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Public_classes_are_sealed_abstract_or_static(string name)
    {
        var classes = Assembly.Load(name).GetExportedTypes().Where(type => type.IsClass).ToList();

        classes.Count.ShouldBeGreaterThan(20);
        Open(classes).ShouldBeEmpty();
    }

    [Fact]
    public void An_open_class_would_be_found() => Open([typeof(OpenToAnybody), typeof(TypeTests)]).ShouldBe([nameof(OpenToAnybody)]);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Nothing_static_can_change(string name)
    {
        var types = Written(Assembly.Load(name));

        types.Count.ShouldBeGreaterThan(20);
        Changeable(types).ShouldBeEmpty();
    }

    [Fact]
    public void A_static_field_that_can_change_would_be_found() =>
        Changeable([typeof(OpenToAnybody)]).ShouldBe(["OpenToAnybody.Count", "OpenToAnybody.Names", "OpenToAnybody.<Chair>k__BackingField"], ignoreOrder: true);

    [Fact]
    public void Public_members_take_and_give_collections_nobody_else_can_change()
    {
        var records = typeof(SessionView).Assembly.GetExportedTypes()
            .Concat(typeof(LogEvent).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(LogEvent))))
            .ToList();

        records.Count.ShouldBeGreaterThan(60);
        Mutable(records).ShouldBeEmpty();
        Mutable([typeof(OpenToAnybody)]).ShouldBe(["OpenToAnybody.Title"]);
    }

    private static IEnumerable<string> Open(IEnumerable<Type> classes) =>
        classes.Where(type => type is { IsSealed: false, IsAbstract: false }).Select(type => type.Name);

    // A read-only field of an array or an ordinary collection can still be changed through it.
    private static IEnumerable<string> Changeable(IEnumerable<Type> types) =>
        from type in types
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !field.IsLiteral && (!field.IsInitOnly || IsChangeable(field.FieldType))
        select $"{type.Name}.{field.Name}";

    private static bool IsChangeable(Type type) =>
        type.IsArray || (type.Namespace == "System.Collections.Generic" && type is { IsClass: true, IsGenericType: true });

    private static IEnumerable<string> Mutable(IEnumerable<Type> types) =>
        from type in types
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where property.SetMethod is { IsPublic: true } set
            && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select $"{type.Name}.{property.Name}";

    // What people wrote: neither the compiler's own classes nor what source generators put beside them.
    private static List<Type> Written(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type =>
            !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && type.Namespace?.StartsWith("LiveSession.", StringComparison.Ordinal) == true
            && type.DeclaringType?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) != true)];

    // The control of every rule above, and an example to none.
#pragma warning disable CA1852
    private class OpenToAnybody
#pragma warning restore CA1852
    {
        public static readonly List<string> Names = [];

        public static int Count = 1;

        public static string Chair { get; set; } = "";

        public string Title { get; set; } = "";
    }
}
