namespace LiveSession.Client.Captions;

/// <summary>A captioner whose console or software is connected now. Presence: nothing may depend on it.</summary>
/// <param name="Id">The captioner.</param>
/// <param name="Name">Their name.</param>
/// <param name="Desks">How many connections they write over; more than one is a second tab or device.</param>
public sealed record CaptionerHere(ParticipantId Id, string Name, int Desks);
