using LiveSession.Core.Log;

namespace LiveSession.Core.Floor;

/// <summary>The floor and its one speaking queue, as folded from the log. At most one turn is going on at any moment.</summary>
public sealed record FloorState
{
    /// <summary>Nobody speaks, nobody waits, nobody spoke yet.</summary>
    public static FloorState Empty { get; } = new();

    /// <summary>Who waits, in the order they will be called.</summary>
    public ImmutableList<FloorRequest> Queue { get; init; } = [];

    /// <summary>Requests that do not wait and may be admitted by the chair, oldest first.</summary>
    public ImmutableList<FloorAside> Aside { get; init; } = [];

    /// <summary>Requests that still waited or were kept aside when the session was closed, oldest first.</summary>
    public ImmutableList<FloorRequest> Unheard { get; init; } = [];

    /// <summary>From when on nobody is added to the list of speakers; null while it is open.</summary>
    public DateTimeOffset? ListClosesAt { get; init; }

    /// <summary>The turns given, in order; the last one goes on while it has no end.</summary>
    public ImmutableList<Turn> Turns { get; init; } = [];

    /// <summary>The limit of one turn; null for none.</summary>
    public TimeSpan? SpeakingTime { get; init; }

    /// <summary>The kinds of speech with a limit of their own.</summary>
    public ImmutableSortedDictionary<SpeechKind, TimeSpan> KindLimits { get; init; } = ImmutableSortedDictionary<SpeechKind, TimeSpan>.Empty;

    /// <summary>The turn going on; null when nobody has the floor.</summary>
    public Turn? Speaking => Turns is [.., { EndedAt: null } last] ? last : null;

    /// <summary>The turn that ended last; null while one goes on or when there was none.</summary>
    public Turn? SpokeLast => Turns is [.., { EndedAt: not null } last] ? last : null;

    /// <summary>How many turns were given.</summary>
    public int TurnCount => Turns.Count;

    /// <summary>The state after one more event; events that are not the floor's change nothing.</summary>
    public FloorState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Event switch
        {
            FloorRequested e => (this with { Aside = AsideWithout(e.Speaker.Id, e.Kind) }).Joined(RequestOf(e, happened.At), e.Ahead),
            FloorRequestWithdrawn e => this with { Queue = Without(e.Speaker, e.Kind), Aside = AsideWithout(e.Speaker, e.Kind) },
            FloorRequestMoved e => (this with { Queue = Without(e.Speaker, e.Kind) }).Joined(Find(e.Speaker, e.Kind ?? SpeechKind.Statement)!, e.Ahead),
            FloorRequestedLate e => this with { Aside = Aside.Add(new FloorAside(RequestOf(e, happened.At), AsideReason.ListClosed)) },
            FloorRequestAdmitted e => (this with { Aside = AsideWithout(e.Speaker, e.Kind) })
                .Joined(FindAside(e.Speaker, e.Kind ?? SpeechKind.Statement)!.Request, e.Ahead),
            QueueSetAside => this with { Queue = [], Aside = Aside.AddRange(Queue.Select(request => new FloorAside(request, AsideReason.LastWord))) },
            SpeakersListClosed e => this with { ListClosesAt = e.From },
            SpeakersListReopened => this with { ListClosesAt = null },
            FloorGranted e => this with { Queue = Without(e.Speaker.Id, e.Kind), Turns = Turns.Add(TurnOf(e, happened.At)) },
            FloorYielded e => Ended(e, happened.At),
            SpeakingTimeSet { Kind: { } kind } e => this with
            {
                KindLimits = e.Limit is { } limit ? KindLimits.SetItem(kind, limit) : KindLimits.Remove(kind),
            },
            SpeakingTimeSet e => this with { SpeakingTime = e.Limit },
            TurnExtended e => With(e.Turn, turn => turn with { Extended = turn.Extended + e.By }),
            TurnClockPaused e => With(e.Turn, turn => turn with { StandsSince = happened.At }),
            TurnClockResumed e => With(e.Turn, turn => turn.ClockRunning(happened.At)),
            _ => this,
        };
    }

    /// <summary>A participant's request of a kind, or the first of theirs; null when there is none.</summary>
    public FloorRequest? Find(ParticipantId speaker, SpeechKind? kind = null) =>
        Queue.Find(request => request.Speaker.Id == speaker && (kind is null || request.Kind == kind));

    /// <summary>A request of a participant that is kept aside, of a kind or the first of theirs; null when there is none.</summary>
    public FloorAside? FindAside(ParticipantId speaker, SpeechKind? kind = null) =>
        Aside.Find(aside => aside.Request.Speaker.Id == speaker && (kind is null || aside.Request.Kind == kind));

    /// <summary>Whether nobody is added to the list of speakers any more.</summary>
    /// <param name="at">Now.</param>
    public bool ListIsClosed(DateTimeOffset at) => ListClosesAt <= at;

    /// <summary>How long a turn may last, extensions included; null for no limit.</summary>
    public TimeSpan? LimitOf(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return (KindLimits.TryGetValue(turn.Kind, out var own) ? own : SpeakingTime) + turn.Extended;
    }

    /// <summary>Whose turn it was at a moment; null when nobody had the floor.</summary>
    /// <param name="moment">When.</param>
    public Turn? SpeakingAt(DateTimeOffset moment) =>
        Turns.FindLast(turn => turn.Since <= moment) is { } turn && (turn.EndedAt is null || moment < turn.EndedAt) ? turn : null;

    /// <summary>Nobody waits any more: the session is over.</summary>
    internal FloorState Emptied() => this with
    {
        Queue = [],
        Aside = [],
        Unheard = [.. Queue.Concat(Aside.Select(aside => aside.Request)).OrderBy(request => request.At)],
    };

    private static FloorRequest RequestOf(FloorRequested e, DateTimeOffset at) =>
        new(e.Speaker, e.Note, at, e.Kind ?? SpeechKind.Statement, e.OnBehalfOf, e.Answers);

    private static FloorRequest RequestOf(FloorRequestedLate e, DateTimeOffset at) =>
        new(e.Speaker, e.Note, at, e.Kind ?? SpeechKind.Statement, e.OnBehalfOf, e.Answers);

    private FloorState Joined(FloorRequest request, int? ahead) => this with { Queue = Queue.Insert(ahead ?? Queue.Count, request) };

    private FloorState With(int turn, Func<Turn, Turn> change) => this with { Turns = Turns.SetItem(turn - 1, change(Turns[turn - 1])) };

    private Turn TurnOf(FloorGranted e, DateTimeOffset at)
    {
        var kind = e.Kind ?? SpeechKind.Statement;
        var request = Find(e.Speaker.Id, kind);
        return new Turn(e.Turn, e.Speaker, at, null, kind, request?.OnBehalfOf, request?.Answers, request?.Note, request?.Spoken ?? TimeSpan.Zero)
        {
            Extended = request?.Extended ?? TimeSpan.Zero,
            AskedAt = request is { Spoken: null } ? request.At : null,
        };
    }

    // A speech that was interrupted waits like a request, so that calling, leaving out and showing it need nothing of their own.
    private FloorState Ended(FloorYielded e, DateTimeOffset at)
    {
        var turn = Turns[e.Turn - 1].ClockRunning(at) with { EndedAt = at };
        var ended = this with { Turns = Turns.SetItem(e.Turn - 1, turn) };
        return e.Reason is TurnEnd.Interrupted
            ? ended.Joined(
                new FloorRequest(turn.Speaker, turn.Note, at, turn.Kind, turn.OnBehalfOf, turn.Answers, turn.SpokenAt(at), turn.Extended), ahead: 0)
            : ended;
    }

    private ImmutableList<FloorRequest> Without(ParticipantId speaker, SpeechKind? kind) =>
        Queue.RemoveAll(request => request.Speaker.Id == speaker && request.Kind == (kind ?? SpeechKind.Statement));

    private ImmutableList<FloorAside> AsideWithout(ParticipantId speaker, SpeechKind? kind) =>
        Aside.RemoveAll(aside => aside.Request.Speaker.Id == speaker && aside.Request.Kind == (kind ?? SpeechKind.Statement));
}

/// <summary>A place in the speaking queue.</summary>
/// <param name="Speaker">Who waits.</param>
/// <param name="Note">What about.</param>
/// <param name="At">When it was asked for, or when the speech was interrupted.</param>
/// <param name="Kind">For what kind of speech.</param>
/// <param name="OnBehalfOf">The group spoken for.</param>
/// <param name="Answers">The turn that a reply or right of reply answers.</param>
/// <param name="Spoken">Of a speech that was interrupted and goes on: how long it had lasted; null for a request.</param>
/// <param name="Extended">Of a speech that was interrupted and goes on: how much longer than its limit it may last.</param>
public sealed record FloorRequest(
    Speaker Speaker, string? Note, DateTimeOffset At, SpeechKind Kind = SpeechKind.Statement,
    string? OnBehalfOf = null, int? Answers = null, TimeSpan? Spoken = null, TimeSpan Extended = default)
{
    /// <summary>Which request it is.</summary>
    public RequestKey Key => new(Speaker.Id, Kind);
}

/// <summary>A request that does not wait in the queue.</summary>
/// <param name="Request">The request.</param>
/// <param name="Reason">Why.</param>
public sealed record FloorAside(FloorRequest Request, AsideReason Reason);

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
    string? OnBehalfOf = null, int? Answers = null, string? Note = null, TimeSpan Spoken = default)
{
    /// <summary>When the floor was asked for; null where the chair gave it unasked, or where an interrupted speech goes on.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>How much longer than its limit it may last.</summary>
    public TimeSpan Extended { get; init; }

    /// <summary>How long its clock stood still, up to <see cref="StandsSince"/>.</summary>
    public TimeSpan Stood { get; init; }

    /// <summary>Since when its clock stands still; null while it runs.</summary>
    public DateTimeOffset? StandsSince { get; init; }

    /// <summary>How long the speech has lasted by its clock, earlier turns included.</summary>
    /// <param name="at">When; not after the turn's end.</param>
    public TimeSpan SpokenAt(DateTimeOffset at) => Spoken + ((StandsSince ?? at) - Since) - Stood;

    /// <summary>The same with the clock running from a moment on.</summary>
    internal Turn ClockRunning(DateTimeOffset at) => StandsSince is { } since ? this with { Stood = Stood + (at - since), StandsSince = null } : this;
}
