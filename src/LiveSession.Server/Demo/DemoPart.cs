namespace LiveSession.Server.Demo;

/// <summary>One of the two parts that a person can take over. Once left it is never played again.</summary>
internal sealed partial class DemoPart(string name, ILogger logger)
{
    private readonly TaskCompletionSource<string> _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes, with the reason, when the part is played no more.</summary>
    public Task<string> Left => _left.Task;

    public bool IsLeft => _left.Task.IsCompleted;

    public void Leave(string reason)
    {
        if (_left.TrySetResult(reason))
        {
            Log.Left(logger, name, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(911, LogLevel.Information, "Demonstration: the {Part} is played no more: {Reason}")]
        public static partial void Left(ILogger logger, string part, string reason);
    }
}
