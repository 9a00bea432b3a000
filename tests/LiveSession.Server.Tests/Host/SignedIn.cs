using System.Security.Claims;
using LiveSession.Core.Log;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Components.Authorization;

namespace LiveSession.Server.Tests.Host;

/// <summary>The sign-in of a console's circuit: somebody with a link of this role, or a stranger.</summary>
internal sealed class SignedIn(ClaimsPrincipal caller) : AuthenticationStateProvider
{
    public static async Task<SignedIn> AsAsync(RunningServer server, Role? role)
    {
        var identity = new ClaimsIdentity("test");
        if (role is { } known)
        {
            identity.AddClaim(new Grant(LogId.Of(server.Meeting), (await server.InviteAsync(known)).Id).ToClaim());
        }

        return new SignedIn(new ClaimsPrincipal(identity));
    }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(caller));
}
