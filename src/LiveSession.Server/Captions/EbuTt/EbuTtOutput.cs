using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Publishing.EbuTt;

namespace LiveSession.Server.Captions.EbuTt;

/// <summary>
/// The documents of one caption channel, the latest few of them kept. Whoever reads it has a place of its own and holds nobody: one that
/// falls out of what is kept goes on with the newest document, which says all that stands.
/// </summary>
internal sealed class EbuTtOutput(string track, Func<EbuTtScene, byte[]> write)
{
    private const int Kept = 256;

    private readonly Lock _lock = new();
    private readonly byte[]?[] _documents = new byte[Kept][];
    private readonly List<LoggedEvent> _early = [];
    private EbuTtScene? _scene;
    private (CaptionEdit Edit, long After)? _written;
    private long _end;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many read it.</summary>
    public int Readers { get; set; }

    /// <summary>Begins with a session as it stands; what came meanwhile is applied after.</summary>
    public void Begin(SessionState state)
    {
        lock (_lock)
        {
            if (_scene is null)
            {
                _scene = EbuTtScene.Of(track, state);
                Add(_scene);
                Apply(_early, state);
                _early.Clear();
            }
        }
    }

    /// <summary>Takes in what happened.</summary>
    public void Follow(IReadOnlyList<LoggedEvent> events, SessionState state)
    {
        lock (_lock)
        {
            if (_scene is null)
            {
                _early.AddRange(events);
            }
            else
            {
                Apply(events, state);
            }
        }
    }

    /// <summary>Takes in the line as it is being written.</summary>
    public void Write(CaptionEdit edit, long after)
    {
        lock (_lock)
        {
            _written = (edit, after);
            if (_scene is not null)
            {
                Show(_scene.Write(edit, after));
            }
        }
    }

    /// <summary>The next document after those a reader has had, and how many it has had then; waits until there is one.</summary>
    /// <param name="had">How many; negative to begin with the newest.</param>
    /// <param name="ended">Ends the waiting.</param>
    public async Task<(byte[] Document, long Had)> NextAsync(long had, CancellationToken ended)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (had < _end)
                {
                    var next = had < 0 || _end - had > Kept ? _end - 1 : had;
                    return (_documents[next % Kept]!, next + 1);
                }

                more = _more.Task;
            }

            await more.WaitAsync(ended);
        }
    }

    private void Apply(IEnumerable<LoggedEvent> events, SessionState state)
    {
        foreach (var happened in events)
        {
            Show(_scene!.Apply(happened, state));
        }

        // It may have come sooner than the line before it.
        if (_written is var (edit, after))
        {
            Show(_scene!.Write(edit, after));
        }
    }

    private void Show(EbuTtScene next)
    {
        var same = next.Number == _scene!.Number;
        _scene = next;
        if (!same)
        {
            Add(next);
        }
    }

    private void Add(EbuTtScene scene)
    {
        _documents[_end % Kept] = write(scene);
        _end++;
        _more.SetResult();
        _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
