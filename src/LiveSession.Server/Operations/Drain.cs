namespace LiveSession.Server.Operations;

/// <summary>Whether this process is going away: first it takes no more connections, then no more commands.</summary>
internal sealed class Drain
{
    private volatile bool _closed;
    private volatile bool _started;

    /// <summary>Whether newcomers are to go elsewhere. Who is here goes on as before.</summary>
    public bool Closed => _closed;

    /// <summary>Whether commands are refused.</summary>
    public bool Started => _started;

    public void Close() => _closed = true;

    public void Start() => _closed = _started = true;
}
