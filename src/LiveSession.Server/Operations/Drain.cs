namespace LiveSession.Server.Operations;

/// <summary>Whether this process is going away: it then takes no more commands and sends its readers elsewhere.</summary>
internal sealed class Drain
{
    private volatile bool _started;

    public bool Started => _started;

    public void Start() => _started = true;
}
