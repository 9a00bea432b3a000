namespace LiveSession.Benchmarks.Nodes;

/// <summary>Something that fails and comes back while somebody writes and others read. Every pair of nodes is put through the same.</summary>
/// <param name="Name">What fails.</param>
/// <param name="Happen">Lets it fail; ends once it is back.</param>
internal sealed record NodeFault(string Name, Func<NodePair, Task> Happen);

/// <summary>
/// What the fault suite does to nodes, Redis and proxy, where a pair without a database can be put through it as well. <c>LIVESESSION_LONG=1</c>
/// lets Redis be away for 60 s, and what hangs hang for 30.
/// </summary>
internal static class FaultScript
{
    // One node is the writer's, one the readers': each goes back to its own.
    private const int Writers = 0;
    private const int Readers = 1;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1";
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(IsLong ? 60 : 8);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(IsLong ? 30 : 8);

    public static IReadOnlyList<NodeFault> Faults { get; } =
    [
        new("Redis killed", async pair =>
        {
            await pair.Redis!.KillAsync();
            await Task.Delay(Outage);
            await pair.Redis.StartAsync();
        }),
        new("Redis restarted", pair => pair.Redis!.RestartAsync()),
        new("Redis frozen", async pair =>
        {
            await pair.Redis!.FreezeAsync();
            await Task.Delay(Hang);
            await pair.Redis.ThawAsync();
        }),
        new("Redis emptied", pair => pair.Redis!.AskAsync("FLUSHALL")),
        new("readers' node killed", pair => RestartAsync(pair.Nodes[Readers].Kill, pair.Nodes[Readers])),
        new("readers' node frozen", pair => HangAsync(pair.Nodes[Readers])),
        new("writer's node killed", pair => RestartAsync(pair.Nodes[Writers].Kill, pair.Nodes[Writers])),
        new("writer's node frozen", pair => HangAsync(pair.Nodes[Writers])),
        new("readers' proxy restarted", async pair =>
        {
            await pair.Proxy!.KillAsync();
            await pair.Proxy.StartAsync();
        }),
        new("rolling restart", async pair =>
        {
            foreach (var node in pair.Nodes)
            {
                await RestartAsync(node.Stop, node);
            }
        }),
    ];

    private static async Task HangAsync(NodeControls node)
    {
        await node.Freeze();
        await Task.Delay(Hang);
        await node.Thaw();
    }

    private static async Task RestartAsync(Func<Task> end, NodeControls node)
    {
        await end();
        await node.Start();
    }
}

/// <summary>What can be done to a node.</summary>
/// <param name="Kill">Ends it as a power cut would.</param>
/// <param name="Stop">Asks it to stop, and waits until it has.</param>
/// <param name="Start">Starts it again where it was.</param>
/// <param name="Freeze">Lets it hang, its connections open.</param>
/// <param name="Thaw">Lets it go on.</param>
internal sealed record NodeControls(Func<Task> Kill, Func<Task> Stop, Func<Task> Start, Func<Task> Freeze, Func<Task> Thaw);
