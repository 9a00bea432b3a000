using LiveSession.Core.Log;
using LiveSession.Core.Meetings;

namespace LiveSession.Core.Floor;

/// <summary>Who presides, and who does a part of the chair's work, as folded from the log.</summary>
public sealed record PresidingState
{
    /// <summary>Nobody took the gavel yet.</summary>
    public static PresidingState Empty { get; } = new();

    /// <summary>Who took the gavel last; null while nobody had to, as with one chair.</summary>
    public Gavel? Gavel { get; init; }

    /// <summary>Who is entrusted with what, in the order in which they were.</summary>
    public ImmutableList<EntrustedDuty> Duties { get; init; } = [];

    /// <summary>The state after one more event; events that are no matter of presiding change nothing.</summary>
    public PresidingState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Event switch
        {
            GavelTaken e => this with { Gavel = new Gavel(e.Number, happened.By, e.Name, happened.At) },
            GavelHandedOver e => this with { Gavel = new Gavel(e.Number, e.To, e.Name, happened.At) },
            DutyEntrusted e => this with { Duties = Without(e.To, e.Duty).Add(new EntrustedDuty(e.To, e.Name, e.Duty, e.Until)) },
            DutyWithdrawn e => this with { Duties = Without(e.Of, e.Duty) },
            _ => this,
        };
    }

    /// <summary>The gavel, unless whoever had it may preside no longer.</summary>
    public Gavel? HeldIn(MeetingState meeting)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return Gavel is { } gavel && meeting.Participants.TryGetValue(gavel.Holder, out var listed) && listed.Role is Role.Chair ? gavel : null;
    }

    /// <summary>Whether somebody is entrusted with a duty at a moment.</summary>
    public bool IsEntrusted(ParticipantId who, Duty duty, DateTimeOffset at) => Duties.Exists(one => one.Holder == who && one.Duty == duty && one.HoldsAt(at));

    /// <summary>Whether somebody is entrusted with anything at a moment.</summary>
    public bool IsEntrusted(ParticipantId who, DateTimeOffset at) => Duties.Exists(one => one.Holder == who && one.HoldsAt(at));

    private ImmutableList<EntrustedDuty> Without(ParticipantId of, Duty duty) => Duties.RemoveAll(one => one.Holder == of && one.Duty == duty);
}

/// <summary>The right to preside, which one person has at a time.</summary>
/// <param name="Number">Counts the changes of hands from 1.</param>
/// <param name="Holder">Who presides.</param>
/// <param name="Name">Their name when they got it.</param>
/// <param name="Since">From when on.</param>
public sealed record Gavel(int Number, ParticipantId Holder, string Name, DateTimeOffset Since);

/// <summary>A part of the chair's work in somebody else's hands.</summary>
/// <param name="Holder">Whose.</param>
/// <param name="Name">Their name when they got it.</param>
/// <param name="Duty">Which part.</param>
/// <param name="Until">Until when; null until it is withdrawn.</param>
public sealed record EntrustedDuty(ParticipantId Holder, string Name, Duty Duty, DateTimeOffset? Until)
{
    /// <summary>Whether it has not run out.</summary>
    public bool HoldsAt(DateTimeOffset at) => Until is null || at < Until;
}
