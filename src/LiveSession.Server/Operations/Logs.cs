namespace LiveSession.Server.Operations;

/// <summary>Logs: one JSON object a line where a program reads them, plain lines on a terminal.</summary>
internal static class Logs
{
    // It writes whole addresses, and the address of an invitation is its secret.
    private const string WritesAddresses = "Microsoft.AspNetCore.Hosting.Diagnostics";

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
            filters.Rules.Add(new LoggerFilterRule(null, WritesAddresses, LogLevel.Warning, null)));
        return logging;
    }
}
