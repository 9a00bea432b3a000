using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Operations;

/// <summary>Keeps what a bug says inside: the caller learns that something broke, the log what it was.</summary>
internal sealed partial class HubFaults(ILogger<HubFaults> logger) : IHubFilter
{
    /// <summary>What the caller is told.</summary>
    public const string Said = "Something broke on the server; nothing was recorded. Please try again.";

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception e) when (e is not HubException && !invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            Log.Broke(logger, invocationContext.HubMethodName, e);
            throw new HubException(Said);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(140, LogLevel.Error, "{Method} broke")]
        public static partial void Broke(ILogger logger, string method, Exception exception);
    }
}
