using LiveSession.Core.Log;

namespace LiveSession.Core.Floor;

/// <summary>Rules of procedure are in force from here on.</summary>
/// <param name="Procedure">Which.</param>
/// <param name="Places">How hall and remote participants are called.</param>
/// <param name="Precedence">Who is called before whom.</param>
public sealed record ProcedureSet(Procedure Procedure, PlaceOrder Places, Precedence Precedence) : LogEvent;
