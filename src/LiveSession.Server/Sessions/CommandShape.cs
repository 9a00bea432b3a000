using System.Collections.Concurrent;
using System.Reflection;

namespace LiveSession.Server.Sessions;

/// <summary>
/// Finds what a command from outside lacks. JSON may leave out what the vocabulary says is always there; past this point the types
/// can be trusted.
/// </summary>
internal static class CommandShape
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Required = new();

    /// <summary>The name of the first part that is missing; null when all is there.</summary>
    public static string? FindMissing(object? command) => command is null
        ? "the command"
        : Required.GetOrAdd(command.GetType(), RequiredOf).FirstOrDefault(property => property.GetValue(command) is null)?.Name;

    private static PropertyInfo[] RequiredOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !property.PropertyType.IsValueType && nullability.Create(property).ReadState is NullabilityState.NotNull)];
    }
}
