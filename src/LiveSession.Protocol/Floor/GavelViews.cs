namespace LiveSession.Protocol;

/// <summary>A part of the chair's work that somebody else can be entrusted with.</summary>
public enum Duty
{
    /// <summary>The speaking queue: adds people, moves their requests, takes them out. Neither gives the floor nor closes the list.</summary>
    Queue,

    /// <summary>The clock: sets speaking times, extends turns, stops the clock and lets it go on.</summary>
    Clock,

    /// <summary>The hall: adds whoever raises a placard there.</summary>
    Hall,
}

/// <summary>Who presides, where several people may.</summary>
/// <param name="Number">Counts the changes of hands from 1. Sent back as <c>afterGavel</c>: what was meant for an earlier presiding officer is refused.</param>
/// <param name="Holder">Who presides.</param>
/// <param name="Name">Their name.</param>
/// <param name="Since">From when on.</param>
public sealed record GavelView(int Number, ParticipantId Holder, string Name, DateTimeOffset Since);

/// <summary>Somebody is entrusted with a part of the chair's work.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Duty">With what.</param>
/// <param name="Until">Until when; null until it is withdrawn.</param>
public sealed record DutyView(ParticipantId Holder, string Name, Duty Duty, DateTimeOffset? Until = null);
