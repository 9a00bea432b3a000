namespace LiveSession.Server.Operations;

/// <summary>Logs: one JSON object a line where a program reads them, plain lines on a terminal.</summary>
internal static class Logs
{
    // They write whole addresses, and the address of an invitation or of a caption source is its secret.
    private static readonly string[] WriteAddresses =
        ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Routing.Matching", "Microsoft.AspNetCore.StaticFiles"];

    // It logs, with its stack trace, why the server could not start, which StartupFaults says in words. What else it has to say is critical.
    private const string StartedBy = "Microsoft.Extensions.Hosting.Internal.Host";

    // It writes an error for each question that is answered with no, so once a second while a node is drained. Whatever is wrong is said by whoever finds it.
    private const string HealthAsked = "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService";

    public static ILoggingBuilder AddLogs(this ILoggingBuilder logging)
    {
        if (Terminal.IsRead)
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        }
        else
        {
            logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat, console.IncludeScopes) = (true, "O", false));
        }

        // The last rule holds, whatever the configuration says.
        logging.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            filters.Rules.Add(new LoggerFilterRule(null, StartedBy, LogLevel.Critical, null));
            filters.Rules.Add(new LoggerFilterRule(null, HealthAsked, LogLevel.Critical, null));
            foreach (var category in WriteAddresses)
            {
                filters.Rules.Add(new LoggerFilterRule(null, category, LogLevel.Warning, null));
            }
        });
        return logging;
    }
}
