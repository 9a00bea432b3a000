using System.Security.Claims;
using System.Threading.RateLimiting;
using LiveSession.Server.Operations;
using LiveSession.Server.Roster;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Sessions;

/// <summary>How fast one link may send commands: nobody fills the log with requests made and withdrawn.</summary>
internal sealed class CommandPace(IOptions<ConnectionOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        link => RateLimitPartition.GetTokenBucketLimiter(link, _ => Pace.Of(options.Value.CommandsPerSecond, 2 * options.Value.CommandsPerSecond)));

    public int PerSecond => options.Value.CommandsPerSecond;

    /// <summary>Whether the caller may send one more now. Who holds no link is refused by the rules, and leaves nothing in the log.</summary>
    public bool Allows(ClaimsPrincipal? caller) =>
        Grant.Of(caller).Select(grant => grant.Invitation.ToString()).FirstOrDefault() is not { } link || _limiter.AttemptAcquire(link).IsAcquired;

    public void Dispose() => _limiter.Dispose();
}
