namespace LiveSession.Protocol;

/// <summary>
/// Hands the gavel to somebody else who may preside (rule 17 of the ECOSOC functional commissions, E/5975/Rev.1: the Chairman designates who takes
/// the Chairman's place, with the same powers).
/// </summary>
/// <param name="To">To whom: somebody the roster names as chair.</param>
/// <param name="AfterGavel">The gavel's number on the screen (<see cref="GavelView.Number"/>); another one is refused.</param>
public sealed record HandOverGavel(ParticipantId To, int AfterGavel) : SessionCommand;

/// <summary>Takes the gavel: where nobody has it, or from whoever presides and is gone, in the order in which the roster names its chairs.</summary>
/// <param name="AfterGavel">The gavel's number on the screen; 0 where nobody had it yet.</param>
public sealed record TakeGavel(int AfterGavel) : SessionCommand;

/// <summary>Entrusts somebody with a part of the chair's work in this session.</summary>
/// <param name="To">Whom: somebody the secretariat put on the roster.</param>
/// <param name="Duty">With what.</param>
/// <param name="For">For how long, 1 minute to 24 hours; null until it is withdrawn or the session is closed.</param>
public sealed record EntrustDuty(ParticipantId To, Duty Duty, TimeSpan? For = null) : SessionCommand;

/// <summary>Takes a duty back.</summary>
/// <param name="Of">Whose.</param>
/// <param name="Duty">Which.</param>
public sealed record WithdrawDuty(ParticipantId Of, Duty Duty) : SessionCommand;
