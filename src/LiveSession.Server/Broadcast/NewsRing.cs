namespace LiveSession.Server.Broadcast;

/// <summary>A session's latest publications, shared by all its readers. One writer, many readers, no lock.</summary>
internal sealed class NewsRing(int size)
{
    private readonly NewsEntry?[] _entries = new NewsEntry?[size];
    private long _end;

    /// <summary>How many publications there were; a reader that has seen that many is up to date.</summary>
    public long End => Volatile.Read(ref _end);

    public void Add(NewsEntry entry)
    {
        Volatile.Write(ref _entries[_end % size], entry);
        Volatile.Write(ref _end, _end + 1);
    }

    /// <summary>Forgets what was published; readers that had not got so far see a gap.</summary>
    public void Forget() => Array.Clear(_entries);

    /// <summary>The publication with this index; null when newer ones have taken its place.</summary>
    public NewsEntry? Read(long index)
    {
        if (index < 0 || End - index > size)
        {
            return null;
        }

        var entry = Volatile.Read(ref _entries[index % size]);
        return End - index > size ? null : entry;
    }

    /// <summary>Everything after a sequence up to the newest; null when the ring does not reach back that far.</summary>
    public SessionNews? Since(Guid epoch, long sequence)
    {
        var items = new List<NewsItem>();
        var after = long.MaxValue;
        for (var index = End - 1; after > sequence; index--)
        {
            if (Read(index) is not { } entry || entry.News.Epoch != epoch)
            {
                return null;
            }

            after = entry.News.After;
            items.InsertRange(0, entry.News.Items.Skip((int)Math.Max(0, sequence - after)));
        }

        return new SessionNews(epoch, sequence, [.. items]);
    }
}

/// <summary>One publication: the events that became durable together, and their bytes for every reader.</summary>
internal sealed record NewsEntry(SessionNews News, Publication Message);
