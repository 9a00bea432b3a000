using LiveSession.Core.Roster;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using Microsoft.AspNetCore.Hosting.Server;

namespace LiveSession.Server.Roster;

/// <summary>
/// Prints the secretariat's link on the terminal while nobody has opened one: at first start, and again (the earlier one withdrawn)
/// until somebody has. <c>--new-secretariat-link</c> prints one at any time, for an operator who is locked out.
/// </summary>
internal sealed class SecretariatWelcome(
    MeetingDirectory directory, MeetingCommands commands, IServer server, IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time)
    : IHostedService
{
    private const int MostUses = 3;
    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = WelcomeAsync());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WelcomeAsync()
    {
        var links = (await directory.House.StateAsync()).Invitations.All.Values;
        var asked = configuration.GetValue<bool>("new-secretariat-link");
        if (links.Any(link => link.Uses > 0) && !asked)
        {
            return;
        }

        var secret = InvitationSecret.New();
        var link = new NewLink(InvitationId.New(), ParticipantId.New(), InvitationSecret.HashOf(secret));
        var issued = await commands.RunInHouseAsync(
            Actor.System, CommandId.New(), new IssueInvitations([link], time.GetUtcNow() + Validity, MostUses));
        await WithdrawThoseBeforeAsync(link.Invitation);
        await Terminal.Out.WriteLineAsync(issued.Rejection is { } refusal
            ? $"No link for the secretariat: {refusal.Message}"
            : $"""

               Open this link to prepare meetings as the secretariat (valid for 7 days, {MostUses} times):
                 {new Uri(ServerAddress.Of(server), InvitationEndpoints.PathOf(secret))}

               """);
    }

    // Asked again after it was issued: several nodes may start at once, and the latest link is the one that counts.
    private async Task WithdrawThoseBeforeAsync(InvitationId latest)
    {
        var links = (await directory.House.StateAsync()).Invitations.All;
        if (links.TryGetValue(latest, out var mine))
        {
            foreach (var unused in links.Values.Where(link => link.Uses == 0 && link.RevokedAt is null && IsBefore(link, mine)))
            {
                await commands.RunInHouseAsync(Actor.System, CommandId.New(), new RevokeInvitation(unused.Id));
            }
        }
    }

    private static bool IsBefore(Invitation link, Invitation other) => (link.IssuedAt, link.Id.Value).CompareTo((other.IssuedAt, other.Id.Value)) < 0;
}
