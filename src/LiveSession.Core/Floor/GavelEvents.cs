using LiveSession.Core.Log;

namespace LiveSession.Core.Floor;

/// <summary>Whoever did this presides from here on.</summary>
/// <param name="Number">Counts the changes of hands from 1.</param>
/// <param name="Name">Their name then.</param>
/// <param name="FormerGone">How long whoever presided before had been gone; null when nobody did.</param>
public sealed record GavelTaken(int Number, string Name, TimeSpan? FormerGone = null) : LogEvent;

/// <summary>Whoever presided handed the gavel over.</summary>
/// <param name="Number">Counts the changes of hands from 1.</param>
/// <param name="To">Who presides from here on.</param>
/// <param name="Name">Their name then.</param>
public sealed record GavelHandedOver(int Number, ParticipantId To, string Name) : LogEvent;

/// <summary>Somebody was entrusted with a part of the chair's work.</summary>
/// <param name="To">Who.</param>
/// <param name="Name">Their name then.</param>
/// <param name="Duty">With what.</param>
/// <param name="Until">Until when; null until it is withdrawn.</param>
public sealed record DutyEntrusted(ParticipantId To, string Name, Duty Duty, DateTimeOffset? Until = null) : LogEvent;

/// <summary>A duty was taken back.</summary>
/// <param name="Of">Whose.</param>
/// <param name="Duty">Which.</param>
public sealed record DutyWithdrawn(ParticipantId Of, Duty Duty) : LogEvent;
