namespace LiveSession.Core.Floor;

/// <summary>
/// Where a request of each kind joins the queue, and what interrupts what. A point of order may be raised at any time and is decided at
/// once (rule 71 of the General Assembly and its sisters); rights of reply come after the statements (decision 34/401, annex V).
/// </summary>
public static class FloorOrder
{
    private const int Resuming = 2;
    private const int LastUrgent = 3;

    /// <summary>How many stay before a new request of this kind; null for all.</summary>
    public static int? Ahead(ImmutableList<FloorRequest> queue, SpeechKind kind)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return Ahead(queue, Rank(kind));
    }

    /// <summary>How many of the others stand before a request that lets them go first: all that are as urgent, and more.</summary>
    public static int BehindItsLike(ImmutableList<FloorRequest> others, FloorRequest request)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(request);
        return Ahead(others, Rank(request)) ?? others.Count;
    }

    /// <summary>How many stay before somebody who is put back to the front: all that is urgent.</summary>
    public static int? BehindTheUrgent(ImmutableList<FloorRequest> queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var ahead = queue.FindIndex(request => Rank(request) > Resuming);
        return ahead < 0 ? null : ahead;
    }

    /// <summary>Whether the rules leave it to the chair which of two requests comes first.</summary>
    public static bool MayPass(FloorRequest one, FloorRequest other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Rank(one) == Rank(other) || Math.Min(Rank(one), Rank(other)) > Resuming;
    }

    /// <summary>Whether a speech of one kind interrupts a speech of another, which then goes on afterwards.</summary>
    public static bool Interrupts(SpeechKind kind, SpeechKind goingOn) => kind switch
    {
        SpeechKind.PointOfOrder => goingOn is not SpeechKind.PointOfOrder,
        SpeechKind.InterposedQuestion => goingOn is not (SpeechKind.PointOfOrder or SpeechKind.InterposedQuestion),
        _ => false,
    };

    private static int? Ahead(ImmutableList<FloorRequest> queue, int rank)
    {
        // What is urgent passes everything of lower rank, wherever the chair moved it; what is not joins behind its like.
        var ahead = rank <= LastUrgent
            ? queue.FindIndex(request => Rank(request) > rank)
            : queue.FindLastIndex(request => Rank(request) <= rank) + 1;
        return ahead < 0 || ahead == queue.Count ? null : ahead;
    }

    private static int Rank(FloorRequest request) => request.Spoken is null ? Rank(request.Kind) : Resuming;

    private static int Rank(SpeechKind kind) => kind switch
    {
        SpeechKind.PointOfOrder => 0,
        SpeechKind.InterposedQuestion => 1,
        SpeechKind.Reply => LastUrgent,
        SpeechKind.Statement => 4,
        _ => 5,
    };
}
