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
            FloorRequested e => this with { Queue = Queue.Insert(e.Ahead ?? Queue.Count, RequestOf(e, happened.At)) },
            FloorRequestWithdrawn e => this with { Queue = Without(e.Speaker, e.Kind) },
            FloorGranted e => this with { Queue = Without(e.Speaker.Id, e.Kind), Turns = Turns.Add(TurnOf(e, happened.At)) },
            FloorYielded e => Ended(e, happened.At),
            SpeakingTimeSet e => this with { SpeakingTime = e.Limit },
            _ => this,
        };
    }

    /// <summary>A participant's request of a kind, or the first of theirs; null when there is none.</summary>
    public FloorRequest? Find(ParticipantId speaker, SpeechKind? kind = null) =>
        Queue.Find(request => request.Speaker.Id == speaker && (kind is null || request.Kind == kind));

    /// <summary>Whose turn it was at a moment; null when nobody had the floor.</summary>
    /// <param name="moment">When.</param>
    public Turn? SpeakingAt(DateTimeOffset moment) =>
        Turns.FindLast(turn => turn.Since <= moment) is { } turn && (turn.EndedAt is null || moment < turn.EndedAt) ? turn : null;

    /// <summary>Nobody waits any more: the session is over.</summary>
    internal FloorState Emptied() => this with { Queue = [] };

    private static FloorRequest RequestOf(FloorRequested e, DateTimeOffset at) =>
        new(e.Speaker, e.Note, at, e.Kind ?? SpeechKind.Statement, e.OnBehalfOf, e.Answers);

    private Turn TurnOf(FloorGranted e, DateTimeOffset at)
    {
        var kind = e.Kind ?? SpeechKind.Statement;
        var request = Find(e.Speaker.Id, kind);
        return new Turn(e.Turn, e.Speaker, at, null, kind, request?.OnBehalfOf, request?.Answers, request?.Note, request?.Spoken ?? TimeSpan.Zero);
    }

    // A speech that was interrupted waits like a request, so that calling, leaving out and showing it need nothing of their own.
    private FloorState Ended(FloorYielded e, DateTimeOffset at)
    {
        var turn = Turns[e.Turn - 1] with { EndedAt = at };
        var ended = this with { Turns = Turns.SetItem(e.Turn - 1, turn) };
        return e.Reason is TurnEnd.Interrupted
            ? ended with
            {
                Queue = Queue.Insert(0, new FloorRequest(
                    turn.Speaker, turn.Note, at, turn.Kind, turn.OnBehalfOf, turn.Answers, turn.Spoken + (at - turn.Since))),
            }
            : ended;
    }

    private ImmutableList<FloorRequest> Without(ParticipantId speaker, SpeechKind? kind) =>
        Queue.RemoveAll(request => request.Speaker.Id == speaker && request.Kind == (kind ?? SpeechKind.Statement));
}

/// <summary>A place in the speaking queue.</summary>
/// <param name="Speaker">Who waits.</param>
/// <param name="Note">What about.</param>
/// <param name="At">When it was asked for, or when the speech was interrupted.</param>
/// <param name="Kind">For what kind of speech.</param>
/// <param name="OnBehalfOf">The group spoken for.</param>
/// <param name="Answers">The turn that a reply or right of reply answers.</param>
/// <param name="Spoken">Of a speech that was interrupted and goes on: how long it had lasted; null for a request.</param>
public sealed record FloorRequest(
    Speaker Speaker, string? Note, DateTimeOffset At, SpeechKind Kind = SpeechKind.Statement,
    string? OnBehalfOf = null, int? Answers = null, TimeSpan? Spoken = null);

/// <summary>One speaker's time at the floor.</summary>
/// <param name="Number">Counts the session's turns from 1.</param>
/// <param name="Speaker">Who.</param>
/// <param name="Since">From when.</param>
/// <param name="EndedAt">Until when; null while it goes on.</param>
/// <param name="Kind">For what kind of speech.</param>
/// <param name="OnBehalfOf">The group spoken for.</param>
/// <param name="Answers">The turn that a reply or right of reply answers.</param>
/// <param name="Note">What the speech is about.</param>
/// <param name="Spoken">How long the speech had lasted in earlier turns, before it was interrupted.</param>
public sealed record Turn(
    int Number, Speaker Speaker, DateTimeOffset Since, DateTimeOffset? EndedAt, SpeechKind Kind = SpeechKind.Statement,
    string? OnBehalfOf = null, int? Answers = null, string? Note = null, TimeSpan Spoken = default);
