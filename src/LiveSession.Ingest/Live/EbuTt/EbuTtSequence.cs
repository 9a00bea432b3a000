namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>
/// Which documents of a source are new. A number that was taken already is discarded, whatever comes with it, and so is one that comes after a
/// higher one: its time was over before it began. Software that was started again counts anew, on a connection of its own.
/// </summary>
public sealed class EbuTtSequence
{
    private const int Remembered = 256;
    private const int MostNames = 16;

    private readonly Queue<(long Number, string Hash)> _order = [];
    private readonly HashSet<(long Number, string Hash)> _taken = [];
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>How many documents were discarded.</summary>
    public int Discarded { get; private set; }

    /// <summary>Takes in a document that was taken before this process began: the record knows it.</summary>
    public void Recall(long number, string hash)
    {
        if (_taken.Add((number, hash)))
        {
            _order.Enqueue((number, hash));
        }

        if (_order.Count > Remembered)
        {
            _taken.Remove(_order.Dequeue());
        }
    }

    /// <summary>Takes a document in; false when it is discarded.</summary>
    /// <param name="name">The sequence it belongs to.</param>
    /// <param name="number">Its number.</param>
    /// <param name="hash">The hash of its sequence and words.</param>
    /// <param name="first">Whether it is the first of its connection.</param>
    public bool Take(string name, long number, string hash, bool first)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_taken.Contains((number, hash)) || (!first && _last.TryGetValue(name, out var last) && number <= last))
        {
            Discarded++;
            return false;
        }

        if (_last.Count >= MostNames && !_last.ContainsKey(name))
        {
            _last.Clear();
        }

        _last[name] = number;
        Recall(number, hash);
        return true;
    }
}
