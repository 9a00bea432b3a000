namespace LiveSession.Storage;

/// <summary>
/// One caller's turn at the writer. Its caller may give up until the turn begins; from then on it is finished, one way or the other.
/// </summary>
internal abstract class WriterTurn
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int GivenUp = 2;

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    /// <summary>Why this turn, and no other of its transaction, wrote nothing.</summary>
    public Exception? Refusal { get; protected set; }

    /// <summary>Ends with the turn, or when the caller gives up waiting for it to begin.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(GiveUp, this).ConfigureAwait(false);
        await _finished.Task.ConfigureAwait(false);
    }

    /// <summary>False when the caller has given up.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _state, Begun, Waiting) == Waiting;

    /// <summary>The transaction is durable.</summary>
    public void Finish()
    {
        if (Refusal is null)
        {
            _finished.TrySetResult();
        }
        else
        {
            _finished.TrySetException(Refusal);
        }
    }

    /// <summary>The transaction failed.</summary>
    public void Fail(Exception fault) => _finished.TrySetException(fault);

    private static void GiveUp(object? turn, CancellationToken cancellationToken)
    {
        var waiting = (WriterTurn)turn!;
        if (Interlocked.CompareExchange(ref waiting._state, GivenUp, Waiting) == Waiting)
        {
            waiting._finished.TrySetCanceled(cancellationToken);
        }
    }
}
