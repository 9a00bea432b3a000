using LiveSession.Server.Log;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Nodes;

internal static class FeedCount
{
    /// <summary>How often one node counted an outcome of what it heard, from now on.</summary>
    public static Counted Of(RunningServer node, FeedOutcome outcome) => Counted.By(node, instruments => instruments.FeedMessages, outcome.ToString());
}
