using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;
using LiveSession.Core.Log;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>Says in words why the server could not start, instead of a stack trace.</summary>
internal static partial class StartupFaults
{
    /// <summary>Runs the server; 0 when it stopped in order, 1 when it could not start or broke down.</summary>
    public static async Task<int> ReportAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception e) when (Explain(e) is { Count: > 0 } reasons)
        {
            await Terminal.Error.WriteLineAsync("LiveSession could not start:");
            foreach (var reason in reasons)
            {
                await Terminal.Error.WriteLineAsync($"  - {reason}");
            }

            return 1;
        }
    }

    /// <summary>The reasons, one line each; empty for faults that need their stack trace.</summary>
    public static IReadOnlyList<string> Explain(Exception fault) => fault switch
    {
        AggregateException many => [.. many.InnerExceptions.SelectMany(Explain).Distinct()],
        OptionsValidationException options => [.. options.Failures.Select(failure => InWords(failure, options.OptionsType))],
        LogUnavailableException archive => [$"The archive cannot be used: {archive.Reason}."],
        IOException { InnerException: { } inner } when IsAddressInUse(inner) => [$"{fault.Message} Another program uses that port; choose one with --urls http://localhost:PORT."],
        IOException or UnauthorizedAccessException or FormatException => [fault.Message],
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => [fault.Message],
        _ => [],
    };

    // What the framework says is written for programmers; operators know settings by the names they have in the configuration.
    private static string InWords(string failure, Type options) =>
        FrameworkFailure().Match(failure) is not { Success: true } match ? failure
        : match.Groups["members"].Value is not { Length: > 0 } members ? match.Groups["error"].Value
        : $"{options.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() ?? options.Name}:{members}: {match.Groups["error"].Value}";

    // DataAnnotation validation failed for 'RedisOptions' members: 'Prefix' with the error: 'The field Prefix must …'.
    [GeneratedRegex(@"^DataAnnotation validation failed for '[^']*' members: '(?<members>[^']*)' with the error: '(?<error>.*)'\.$", RegexOptions.Singleline)]
    private static partial Regex FrameworkFailure();

    private static bool IsAddressInUse(Exception fault) =>
        fault is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || (fault.InnerException is { } inner && IsAddressInUse(inner));
}
