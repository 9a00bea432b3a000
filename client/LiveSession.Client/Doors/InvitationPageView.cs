namespace LiveSession.Client.Doors;

/// <summary>What somebody who opened an invitation link is shown before they use it.</summary>
/// <param name="PostAddress">Where the button posts to, relative to the base.</param>
/// <param name="MeetingTitle">The meeting it admits to; null for the house itself (the first secretariat's link).</param>
/// <param name="Name">Whom it is for.</param>
/// <param name="Role">As what.</param>
/// <param name="Rejection">Why it opens nothing; the rest is then not shown.</param>
public sealed record InvitationPageView(string PostAddress, string? MeetingTitle, string Name, Role Role, Rejection? Rejection = null)
{
    /// <summary>A link that opens nothing.</summary>
    public static InvitationPageView Refused(Rejection rejection) => new("", null, "", Role.Observer, rejection);
}
