namespace LiveSession.Protocol;

/// <summary>
/// Puts rules of procedure in force from now on, with their speaking times. Who waits keeps the place they have; who asks later is placed by the new rules.
/// </summary>
/// <param name="Procedure">Which.</param>
/// <param name="Places">How hall and remote participants are called; null for as the rules have it.</param>
/// <param name="Precedence">Who is called before whom; null for as the rules have it.</param>
public sealed record SetProcedure(Procedure Procedure, PlaceOrder? Places = null, Precedence? Precedence = null) : SessionCommand;
