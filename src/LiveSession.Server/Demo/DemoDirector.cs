namespace LiveSession.Server.Demo;

/// <summary>
/// Plays a screenplay in a real session, through the hubs, as its chair, its captioner and its remote speakers. Each part is played until
/// a person takes it over; the other one goes on. A session closed by a person is over.
/// </summary>
internal sealed partial class DemoDirector(Screenplay play, DemoStage stage, double speed, TimeProvider time, ILogger<DemoDirector> logger) : IAsyncDisposable
{
    private readonly DemoChair _chair = new(stage, time, logger);
    private readonly DemoCaptioner _captioner = new(stage, time, logger);
    private readonly ImmutableDictionary<string, DemoMember> _remote =
        stage.Remote.ToImmutableDictionary(link => link.Key, link => new DemoMember(stage, link.Value, time, logger));

    /// <summary>Completes when the chair is played no more before the end, with the reason.</summary>
    public Task<string> ChairLeft => _chair.Part.Left;

    /// <summary>Completes when the captioner is played no more before the end, with the reason.</summary>
    public Task<string> CaptionerLeft => _captioner.Part.Left;

    private bool IsOver =>
        (_chair.Part.IsLeft && _captioner.Part.IsLeft)
        || (_captioner.Seen ?? _chair.Seen) is { Phase: SessionPhase.Closed }
        || _chair.Seen is { Phase: SessionPhase.Closed };

    /// <summary>Plays to the end, or until nothing is left to be played.</summary>
    public async Task PlayAsync(CancellationToken stop)
    {
        await Task.WhenAll([_chair.StartAsync(stop), _captioner.StartAsync(stop), .. _remote.Values.Select(member => member.StartAsync(stop))]);
        for (var at = Begin(); at < play.Scenes.Length && !IsOver; at++)
        {
            await PlayAsync(at, play.Scenes[at], stop);
        }

        Log.Over(logger, stage.Session);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _remote.Values)
        {
            await member.DisposeAsync();
        }

        await _captioner.DisposeAsync();
        await _chair.DisposeAsync();
    }

    // A session begun by an earlier process goes on where its record ends. Where that cannot be told, somebody else was at work:
    // a part whose traces fit the play no more is left.
    private int Begin()
    {
        if ((_chair.Seen ?? _captioner.Seen) is not { } session)
        {
            return play.Scenes.Length;
        }

        var standing = Standing.Of(session, stage);
        if (play.SceneAt(standing, session.LineCount) is { } both)
        {
            _chair.Expect(standing);
            return both;
        }

        if (_captioner.Part.IsLeft && play.SceneAt(standing, null) is { } chairs)
        {
            _chair.Expect(standing);
            return chairs;
        }

        _chair.Part.Leave("somebody else presided");
        return play.SceneAt(null, session.LineCount) ?? play.Scenes.Length;
    }

    private async Task PlayAsync(int at, Scene scene, CancellationToken stop)
    {
        switch (scene.What)
        {
            case Cue.Say line:
                await SayAsync(at, line, scene, stop);
                return;
            case Cue.Correct correct:
                await _captioner.CorrectAsync(correct.Scene, correct.Text, stop);
                break;
            case Cue.AskForFloor ask when _remote.TryGetValue(ask.Speaker, out var member):
                await member.AskAsync(ask.Note, stop);
                break;
            case Cue.AskForFloor ask:
                await _chair.RaiseAsync(play.Member(ask.Speaker), ask.Note, scene, stop);
                break;
            case Cue.Pause:
                break;
            default:
                await _chair.PlayAsync(scene, stop);
                break;
        }

        if (scene.What is Cue.GoOnTheRecord)
        {
            _captioner.Clear();
            if (!_chair.Part.IsLeft)
            {
                await _captioner.OnTheRecordAsync(stop);
            }
        }

        await Task.Delay(scene.Lasts / speed, time, stop);
    }

    private async Task SayAsync(int at, Cue.Say line, Scene scene, CancellationToken stop)
    {
        if (_chair.Part.IsLeft)
        {
            // Somebody else presides, and may have suspended the session: nobody speaks then.
            await _captioner.SittingAsync(stop);
        }

        if (IsOver)
        {
            return;
        }

        var mark = !_chair.Part.IsLeft && scene.Before.Speaker == line.Speaker ? null : MarkOf(line.Speaker);
        await _captioner.WriteAsync(at, line, mark, kept: !scene.Before.OffTheRecord, scene.Lasts / speed, stop);
        // Nobody speaks on while the record cannot follow.
        await _captioner.SettledAsync(stop);
    }

    private string MarkOf(string key) => key == play.Chair.Key ? "The Chair" : play.Member(key).Entry.Name;

    private static partial class Log
    {
        [LoggerMessage(931, LogLevel.Information, "Demonstration: the play of session {Session} is over")]
        public static partial void Over(ILogger logger, SessionId session);
    }
}
