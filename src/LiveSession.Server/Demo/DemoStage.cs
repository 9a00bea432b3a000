namespace LiveSession.Server.Demo;

/// <summary>Where a screenplay is played, and the links its people sign in with.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Session">The session.</param>
/// <param name="Chair">The chair's link.</param>
/// <param name="Captioner">The captioner's link.</param>
/// <param name="Remote">The links of those who ask for the floor themselves, by key.</param>
/// <param name="Cast">Everybody's place on the roster, by key.</param>
internal sealed record DemoStage(
    Uri Server, SessionId Session, Uri Chair, Uri Captioner,
    ImmutableDictionary<string, Uri> Remote, ImmutableDictionary<string, ParticipantId> Cast)
{
    /// <summary>The key of somebody on the roster; their id for somebody who is not of the cast.</summary>
    public string KeyOf(ParticipantId participant) =>
        Cast.FirstOrDefault(member => member.Value == participant).Key ?? participant.ToString();
}
