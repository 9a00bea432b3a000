namespace LiveSession.Server.Nodes;

/// <summary>This process among the nodes of its installation; another one after each start.</summary>
internal sealed class Node
{
    private long _number;

    public string Name { get; } = $"{Environment.MachineName}-{Guid.CreateVersion7().ToString("N")[^8..]}";

    /// <summary>Numbers what this node says, so that the same word said again by somebody else is known for what it is.</summary>
    public long NextNumber() => Interlocked.Increment(ref _number);
}
