using System.Reflection;
using LiveSession.Core.Sessions;
using LiveSession.Server.Nodes;
using LiveSession.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>
/// Refuses settings that nobody reads: with a name mistyped the default would hold, or the archive be a file, and nobody would know. What is set
/// for other programs in the same environment is left alone, unless it looks like a slip in one of our sections' names: connection strings
/// that .NET takes from variables such as <c>SQLCONNSTR_Other</c>, and names in capitals, which containers are full of.
/// </summary>
internal sealed class SettingNames(IConfiguration configuration) : IValidateOptions<ServerOptions>
{
    private const string ConnectionStrings = "ConnectionStrings";
    private const string ProviderSuffix = "_ProviderName";
    private const int Slips = 2;

    /// <summary>Every setting there is, by its whole name.</summary>
    public static readonly ImmutableArray<string> Known =
    [
        $"{ConnectionStrings}:{PostgresOptions.ConnectionName}",
        $"{ConnectionStrings}:{NodesRegistration.ConnectionName}",
        .. from assembly in new[] { typeof(SettingNames), typeof(SessionLimits), typeof(PostgresOptions) }.Select(type => type.Assembly)
           from options in assembly.GetTypes()
           where options.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true }
           from property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           select $"{options.GetField("Section")!.GetRawConstantValue()}:{property.Name}",
    ];

    private static readonly ImmutableHashSet<string> Roots = [.. Known.Select(key => key.Split(':')[0])];

    public ValidateOptionsResult Validate(string? name, ServerOptions options)
    {
        var settings = configuration.AsEnumerable().Where(setting => setting.Value is not null).ToList();
        var unread = settings
            .Where(setting => setting.Key.Contains(':', StringComparison.Ordinal) && !IsKnown(setting.Key) && !IsProviderName(setting.Key))
            .Select(setting => (setting.Key, Nearest: Known.MinBy(known => Distance(setting.Key, known))!))
            .Where(setting => Distance(setting.Key, setting.Nearest) <= Slips
                || (Roots.Contains(setting.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase) && !IsConnectionOfAnotherProgram(setting.Key)))
            .Select(setting => $"{setting.Key} is no setting of this server. The nearest is {setting.Nearest}.")
            .Concat(settings.Where(setting => LacksUnderscores(setting.Key)).Select(setting =>
                $"{setting.Key} is no setting of this server: in the environment two underscores stand for each colon. Write {setting.Key.Replace("_", "__", StringComparison.Ordinal)}."))
            .Order(StringComparer.Ordinal)
            .ToList();
        return unread.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(unread);
    }

    // Several values of one setting have numbers behind its name.
    private static bool IsKnown(string key) => Known.Any(known =>
        key.StartsWith(known, StringComparison.OrdinalIgnoreCase) && (key.Length == known.Length || key[known.Length] == ':'));

    // .NET puts it beside a connection string that it takes from a variable with such a prefix.
    private bool IsProviderName(string key) =>
        key.StartsWith($"{ConnectionStrings}:", StringComparison.OrdinalIgnoreCase) && key.EndsWith(ProviderSuffix, StringComparison.OrdinalIgnoreCase)
        && configuration[key[..^ProviderSuffix.Length]] is not null;

    private static bool IsConnectionOfAnotherProgram(string key) =>
        key.Split(':') is [var section, var name] && section.Equals(ConnectionStrings, StringComparison.OrdinalIgnoreCase)
        && Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(variable => variable.EndsWith($"CONNSTR_{name}", StringComparison.OrdinalIgnoreCase));

    private static bool LacksUnderscores(string key) =>
        !key.Contains(':', StringComparison.Ordinal) && key.Contains('_', StringComparison.Ordinal) && key.Any(char.IsAsciiLetterLower)
        && IsKnown(key.Replace('_', ':'));

    // How many letters differ (Levenshtein).
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
