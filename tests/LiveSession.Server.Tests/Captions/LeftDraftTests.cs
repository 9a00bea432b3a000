using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Captions;

/// <summary>What stands on readers' screens of a line that is not in the record, when nobody writes on it or the archive cannot take it.</summary>
public sealed class LeftDraftTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly InMemorySessionLog _log = new();
    private RunningServer _server = null!;
    private Visitor _captioner = null!;
    private Visitor _reader = null!;
    private Mailbox<CaptionDraft> _drafts = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync(_log, builder => builder.Services.AddSingleton<TimeProvider>(_clock));
        await _server.OpenSessionAsync();
        _captioner = await _server.VisitAsync(Role.Captioner);
        _reader = await _server.VisitAsync(null);
        var hub = await _reader.ConnectAsync("/hubs/session", connection => _drafts = new(connection, nameof(ISessionClient.Drafted)));
        await hub.JoinAsync(_server.Session);
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _captioner.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_somebody_began_who_is_gone_leaves_the_screens_after_ten_seconds()
    {
        var pen = await CaptionPen.TakeUpAsync(_captioner, _server.Session);
        pen.Draft("Begun and");
        (await ShownAsync()).ShouldBe("Begun and");

        await pen.PutDownAsync();
        _clock.Advance(TimeSpan.FromSeconds(9.5));

        (await ShownAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Whoever_is_back_in_time_goes_on_where_they_were()
    {
        var pen = await CaptionPen.TakeUpAsync(_captioner, _server.Session);
        pen.Draft("Begun and");
        (await ShownAsync()).ShouldBe("Begun and");
        await pen.PutDownAsync();
        _clock.Advance(TimeSpan.FromSeconds(9));

        var again = await CaptionPen.TakeUpAsync(_captioner, _server.Session);
        again.Draft("Begun and not left");
        (await ShownAsync()).ShouldBe("Begun and not left");
        _clock.Advance(TimeSpan.FromSeconds(30));
        again.Draft("Begun and not left alone");

        (await ShownAsync()).ShouldBe("Begun and not left alone");
    }

    [Fact]
    public async Task Nothing_is_being_written_once_the_session_is_suspended()
    {
        var pen = await CaptionPen.TakeUpAsync(_captioner, _server.Session);
        pen.Draft("Begun and");
        (await ShownAsync()).ShouldBe("Begun and");
        await using var chair = await _server.VisitAsync(Role.Chair);

        (await (await chair.ConnectAsync("/hubs/floor")).SendCommandAsync(nameof(IFloorHub.SuspendSession), _server.Session, (DateTimeOffset?)null)).Accepted.ShouldBeTrue();

        (await ShownAsync()).ShouldBe("");
    }

    [Fact]
    public async Task A_line_that_the_archive_cannot_take_stays_before_the_next_until_it_is_recorded()
    {
        var pen = await CaptionPen.TakeUpAsync(_captioner, _server.Session);
        (await pen.LineAsync("Recorded.")).Accepted.ShouldBeTrue();
        _log.FailWith("the disk is full");
        var command = CommandId.New();

        (await pen.LineAsync("Not yet.", command)).Rejection!.Code.ShouldBe(105);
        (await ShownAsync()).ShouldBe("Not yet.");
        pen.Draft("And on");
        (await ShownAsync()).ShouldBe("Not yet. And on");

        _log.Recover();
        (await pen.LineAsync("Not yet.", command)).Accepted.ShouldBeTrue();
        pen.Draft("And on we go");
        (await ShownAsync()).ShouldBe("And on we go");
        (await _server.LinesAsync()).ShouldBe(["Recorded.", "Not yet."]);
    }

    private string _shown = "";

    // Drafts of one track are shown so often and no more often; each waits for its moment.
    private async Task<string> ShownAsync()
    {
        var next = _drafts.NextAsync();
        while (await Task.WhenAny(next, Task.Delay(20)) != next)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        var draft = await next;
        return _shown = draft.After == 0 ? draft.Add : _shown[..draft.Keep] + draft.Add;
    }
}
