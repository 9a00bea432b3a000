using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>Says in plain words what Redis says in codes; each completes "Redis at … cannot be used: ".</summary>
internal static class RedisFaults
{
    // What Redis itself begins its refusals with; the client wraps them into sentences of its own.
    private static readonly (string Said, string Reason)[] Refusals =
    [
        ("NOAUTH", "it refuses the user or the password"),
        ("WRONGPASS", "it refuses the user or the password"),
        ("NOPERM", "it refuses this user a right that a node needs (an ACL: infra/README.md has the line)"),
        ("OOM ", "its memory is full (maxmemory)"),
        ("MISCONF", "it cannot save to its disk and takes nothing"),
        ("READONLY", "it is a replica and takes nothing"),
        ("LOADING", "it is still reading its data"),
        ("max number of clients", "it takes no more connections"),
        ("Name or service not known", "the name of its server is not known"),
    ];

    public static string Explain(Exception fault)
    {
        var said = string.Join(' ', Chain(fault).Select(each => each.Message));
        return Refusals.FirstOrDefault(refusal => said.Contains(refusal.Said, StringComparison.Ordinal)).Reason
            ?? (fault is RedisServerException ? $"it says {fault.Message}" : "nothing answers there");
    }

    /// <summary>Nodes that write to another archive; null where there are none.</summary>
    public static string? Explain(ImmutableArray<string> strangers) => strangers.Min(StringComparer.Ordinal) is { } stranger
        ? $"the node {stranger} uses it with another archive, and nothing it says is believed. Nodes of one installation need one archive: set ConnectionStrings:Postgres on all of them. Installations of their own need a Redis:Prefix each"
        : null;

    private static IEnumerable<Exception> Chain(Exception fault)
    {
        for (var each = fault; each is not null; each = each.InnerException)
        {
            yield return each;
        }
    }
}
