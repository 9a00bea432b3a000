using LiveSession.Core.Log;

namespace LiveSession.Core.Floor;

/// <summary>The floor and its one speaking queue, as folded from the log. At most one turn is going on at any moment.</summary>
public sealed record FloorState
{
    /// <summary>Nobody speaks, nobody waits, nobody spoke yet.</summary>
    public static FloorState Empty { get; } = new();

    /// <summary>Who waits, in the order they will be called.</summary>
    public ImmutableList<FloorRequest> Queue { get; init; } = [];

    /// <summary>The turns given, in order; the last one goes on while it has no end.</summary>
    public ImmutableList<Turn> Turns { get; init; } = [];

    /// <summary>The limit of one turn; null for none.</summary>
    public TimeSpan? SpeakingTime { get; init; }

    /// <summary>The turn going on; null when nobody has the floor.</summary>
    public Turn? Speaking => Turns is [.., { EndedAt: null } last] ? last : null;

    /// <summary>How many turns were given.</summary>
    public int TurnCount => Turns.Count;

    /// <summary>The state after one more event; events that are not the floor's change nothing.</summary>
    public FloorState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Event switch
        {
            FloorRequested e => this with { Queue = Queue.Add(new FloorRequest(e.Speaker, e.Note, happened.At)) },
            FloorRequestWithdrawn e => this with { Queue = Without(e.Speaker) },
            FloorGranted e => this with { Queue = Without(e.Speaker.Id), Turns = Turns.Add(new Turn(e.Turn, e.Speaker, happened.At, null)) },
            FloorYielded e => this with { Turns = Turns.SetItem(e.Turn - 1, Turns[e.Turn - 1] with { EndedAt = happened.At }) },
            SpeakingTimeSet e => this with { SpeakingTime = e.Limit },
            _ => this,
        };
    }

    /// <summary>Whether a participant waits.</summary>
    public bool IsWaiting(ParticipantId speaker) => Queue.Exists(request => request.Speaker.Id == speaker);

    /// <summary>Whose turn it was at a moment; null when nobody had the floor.</summary>
    /// <param name="moment">When.</param>
    public Turn? SpeakingAt(DateTimeOffset moment) =>
        Turns.FindLast(turn => turn.Since <= moment) is { } turn && (turn.EndedAt is null || moment < turn.EndedAt) ? turn : null;

    /// <summary>Nobody waits any more: the session is over.</summary>
    internal FloorState Emptied() => this with { Queue = [] };

    private ImmutableList<FloorRequest> Without(ParticipantId speaker) => Queue.RemoveAll(request => request.Speaker.Id == speaker);
}

/// <summary>A place in the speaking queue.</summary>
/// <param name="Speaker">Who waits.</param>
/// <param name="Note">What about.</param>
/// <param name="At">When it was asked for.</param>
public sealed record FloorRequest(Speaker Speaker, string? Note, DateTimeOffset At);

/// <summary>One speaker's time at the floor.</summary>
/// <param name="Number">Counts the session's turns from 1.</param>
/// <param name="Speaker">Who.</param>
/// <param name="Since">From when.</param>
/// <param name="EndedAt">Until when; null while it goes on.</param>
public sealed record Turn(int Number, Speaker Speaker, DateTimeOffset Since, DateTimeOffset? EndedAt);
