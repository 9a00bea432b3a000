namespace LiveSession.Core.Floor;

/// <summary>
/// Where a request of each kind joins the queue, and what interrupts what. A point of order may be raised at any time and is decided at
/// once (rule 71 of the General Assembly and its sisters); rights of reply come after the statements (decision 34/401, annex V).
/// </summary>
public static class FloorOrder
{
    private const int Resuming = 2;
    private const int LastUrgent = 3;

    /// <summary>How many stay before a new request; null for all.</summary>
    /// <param name="queue">Who waits.</param>
    /// <param name="kind">For what kind of speech it is.</param>
    /// <param name="speaker">Who asks.</param>
    /// <param name="order">In what order those who ask for the same kind are called.</param>
    /// <param name="before">Where whoever spoke last is; null when nobody did.</param>
    public static int? Ahead(ImmutableList<FloorRequest> queue, SpeechKind kind, Speaker speaker, CallingOrder order, Place? before)
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(speaker);
        ArgumentNullException.ThrowIfNull(order);
        var rank = Rank(kind);
        if (rank <= LastUrgent)
        {
            // What is urgent passes everything of lower rank, wherever the chair moved it; what is not joins behind its like.
            return Told(queue, queue.FindIndex(request => Rank(request) > rank));
        }

        var mine = (rank, order.ClassOf(speaker));
        var end = queue.FindLastIndex(request => Key(request, order).CompareTo(mine) <= 0) + 1;
        var start = queue.FindLastIndex(request => Key(request, order).CompareTo(mine) < 0) + 1;
        return Told(queue, order.Places switch
        {
            PlaceOrder.RemoteFirst when speaker.Place is Place.Remote => AfterItsPlace(queue, start, end, Place.Remote),
            PlaceOrder.Alternating => InTurn(queue, start, end, speaker.Place, before),
            _ => end,
        });
    }

    /// <summary>How many of the others stand before a request that lets them go first: all that are as urgent, and more.</summary>
    public static int BehindItsLike(ImmutableList<FloorRequest> others, FloorRequest request, CallingOrder order)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(order);
        var (rank, mine) = (Rank(request), Key(request, order));
        return rank <= LastUrgent
            ? Told(others, others.FindIndex(other => Rank(other) > rank)) ?? others.Count
            : others.FindLastIndex(other => Key(other, order).CompareTo(mine) <= 0) + 1;
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

    private static int? Told(ImmutableList<FloorRequest> queue, int ahead) => ahead < 0 || ahead == queue.Count ? null : ahead;

    private static int AfterItsPlace(ImmutableList<FloorRequest> queue, int start, int end, Place place)
    {
        var last = end == start ? -1 : queue.FindLastIndex(end - 1, end - start, request => request.Speaker.Place == place);
        return last < 0 ? start : last + 1;
    }

    // Behind whoever asked earlier from the same place, and then where two from the other place would follow one another.
    private static int InTurn(ImmutableList<FloorRequest> queue, int start, int end, Place place, Place? before)
    {
        for (var index = AfterItsPlace(queue, start, end, place); index < end; index++)
        {
            var previous = index > 0 ? queue[index - 1].Speaker.Place : before;
            if (previous is { } one && one != place && queue[index].Speaker.Place != place)
            {
                return index;
            }
        }

        return end;
    }

    private static (int Rank, int Class) Key(FloorRequest request, CallingOrder order) => (Rank(request), order.ClassOf(request.Speaker));

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
