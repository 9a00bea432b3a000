using System.Security.Claims;
using LiveSession.Core.Log;

namespace LiveSession.Server.Roster;

/// <summary>
/// What a sign-in holds for each link that was opened: which log knows the link, and which link. Everything else (whose it is, which
/// role it carries today, whether it still stands) is looked up each time it matters.
/// </summary>
internal readonly record struct Grant(LogId Log, InvitationId Invitation)
{
    public const string ClaimType = "grant";

    public Claim ToClaim() => new(ClaimType, $"{Log}:{Invitation}");

    /// <summary>The grants of a sign-in, the latest first.</summary>
    public static IEnumerable<Grant> Of(ClaimsPrincipal? principal) =>
        principal is null ? [] : principal.FindAll(ClaimType).Reverse().Select(claim => Parse(claim.Value)).OfType<Grant>();

    private static Grant? Parse(string value) =>
        value.LastIndexOf(':') is var colon and > 0 && Guid.TryParse(value.AsSpan(colon + 1), out var invitation)
            ? new Grant(new LogId(value[..colon]), new InvitationId(invitation))
            : null;
}
