namespace LiveSession.Server.Nodes;

/// <summary>This process among the nodes of its installation; another one after each start.</summary>
internal sealed class Node
{
    public string Name { get; } = $"{Environment.MachineName}-{Guid.CreateVersion7().ToString("N")[^8..]}";
}
