using System.Security.Claims;
using LiveSession.Core.Log;
using LiveSession.Server.Floor;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Sessions;

/// <summary>A console shows its session to whoever holds the link, for as long as it stands.</summary>
public sealed class ConsoleLinkTests
{
    [Fact]
    public async Task A_console_whose_link_was_withdrawn_shows_the_session_no_more()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        var (mine, others) = ((await server.InviteAsync(Role.Captioner)).Id, (await server.InviteAsync(Role.Captioner)).Id);
        var identity = new ClaimsIdentity("test");
        identity.AddClaim(new Grant(LogId.Of(server.Meeting), mine).ToClaim());
        using var desk = new CircuitDesk(server.Services.GetRequiredService<FloorDesks>());
        using var store = ActivatorUtilities.CreateInstance<CircuitSessionStore>(server.Services, new SignedIn(new ClaimsPrincipal(identity)), desk);
        (await store.OpenAsync("wgec", 1, Role.Captioner)).ShouldBeNull();
        var barred = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = store.Subscribe(() =>
        {
            if (store.Barred is not null)
            {
                barred.TrySetResult();
            }
        });

        await server.RevokeAsync(others);
        store.Barred.ShouldBeNull();
        store.Current.ShouldNotBeNull();
        await server.RevokeAsync(mine);

        await barred.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        store.Barred.ShouldBe(Rejections.NotAllowed);
        store.Current.ShouldBeNull();
        (await store.RunAsync(new TakePen("floor"))).Accepted.ShouldBeFalse();
        store.Current.ShouldBeNull();
    }
}
