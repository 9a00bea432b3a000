using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using LiveSession.Server.Tests.Host;
using LiveSession.Server.Tests.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Roster;

/// <summary>The secretariat's first link.</summary>
public sealed class SecretariatWelcomeTests
{
    [Fact]
    public async Task Of_servers_that_start_at_once_on_a_new_archive_one_link_stands()
    {
        const int Servers = 6;
        await using var server = await RunningServer.StartAsync();
        var directory = server.Services.GetRequiredService<MeetingDirectory>();
        var before = (await directory.House.StateAsync()).Invitations.All.Count;

        // The host has started: each welcomes at once.
        var welcomes = Enumerable.Range(0, Servers).Select(_ => ActivatorUtilities.CreateInstance<SecretariatWelcome>(server.Services)).ToList();
        await Task.WhenAll(welcomes.Select(welcome => welcome.StartAsync(TestContext.Current.CancellationToken)));

        await TwoNodes.UntilAsync(
            () => directory.House.StateIfLoaded!.Invitations.All.Values is var links
                && links.Count() == before + Servers && links.Count(link => link.RevokedAt is null && link.Role is Role.Secretariat) == 1,
            "one link stands");
        var all = directory.House.StateIfLoaded!.Invitations.All.Values.ToList();
        all.Single(link => link.RevokedAt is null).IssuedAt.ShouldBe(all.Max(link => link.IssuedAt));
    }
}
