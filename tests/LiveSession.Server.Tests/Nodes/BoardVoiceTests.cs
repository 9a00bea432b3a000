using System.Collections.Concurrent;
using LiveSession.Core.Log;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions;
using LiveSession.Server.Floor;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Tests.Host;
using LiveSession.Storage;
using LiveSession.Testing.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LiveSession.Server.Tests.Nodes;

/// <summary>Two nodes that share a database and no Redis know who is connected to the other; what they do not know they do not act on.</summary>
public sealed class BoardVoiceTests : IAsyncLifetime
{
    private readonly Board _board = new();
    private RunningServer _here = null!;
    private RunningServer _there = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _here = await RunningServer.StartAsync(new InMemorySessionLog(), Shared, "--Redis:NodeExpiry=00:00:02");
        await _here.OpenSessionAsync();
        _there = await _here.StartAnotherNodeAsync(Shared, "--Redis:NodeExpiry=00:00:02");
    }

    public async ValueTask DisposeAsync()
    {
        await _there.DisposeAsync();
        await _here.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_connected_is_known_at_both_and_said_to_be_only_here_while_the_board_is_away()
    {
        await using var member = await _here.VisitAsync(Role.Member);
        await using var nobody = await _there.VisitAsync(null);
        (await (await member.ConnectAsync("/hubs/session")).JoinAsync(_here.Session)).Rejection.ShouldBeNull();
        (await (await nobody.ConnectAsync("/hubs/session")).JoinAsync(_here.Session)).Rejection.ShouldBeNull();

        await TwoNodes.UntilAsync(
            () => new[] { _here, _there }.All(node => PresenceAt(node) is { Remote: 1, Observers: 1, OnlyHere: false }), "both count both");
        _board.IsAway = true;
        await TwoNodes.UntilAsync(() => PresenceAt(_here) is { Remote: 1, Observers: 0, OnlyHere: true }, "a node counts its own, and says so");
        _board.IsAway = false;
        await TwoNodes.UntilAsync(() => PresenceAt(_here) is { Remote: 1, Observers: 1, OnlyHere: false }, "it counts both again");

        static PresenceView PresenceAt(RunningServer node) => node.Services.GetRequiredService<SessionBroadcaster>().PresenceAt(node.Session);
    }

    [Fact]
    public async Task A_chair_at_the_other_node_is_not_gone_and_nobody_is_while_the_board_is_away()
    {
        await using var presiding = await _there.VisitAsync(Role.Chair);
        var hub = await presiding.ConnectAsync("/hubs/floor");
        (await hub.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), _here.Session, Cancellation)).Rejection.ShouldBeNull();
        var chair = _here.People[Role.Chair].Id;
        var desks = _here.Services.GetRequiredService<FloorDesks>();
        await TwoNodes.UntilAsync(() => !desks.IsBlind && !Gone().ContainsKey(chair), "the chair of the other node is seen here");

        await hub.DisposeAsync();
        await TwoNodes.UntilAsync(() => Gone().ContainsKey(chair), "the chair is gone");
        desks.IsBlind.ShouldBeFalse();
        _board.IsAway = true;
        await TwoNodes.UntilAsync(() => desks.IsBlind, "nobody is known to be gone");

        ImmutableDictionary<ParticipantId, TimeSpan> Gone() =>
            desks.GoneFrom(_here.Session, _here.Services.GetRequiredService<MeetingDirectory>().WriterOf(_here.Meeting).StateIfLoaded!);
    }

    [Fact]
    public async Task What_the_other_node_says_of_silence_is_taken_for_as_old_as_it_may_be()
    {
        await TwoNodes.UntilAsync(() => !_here.Services.GetRequiredService<FloorDesks>().IsBlind, "the board is heard");
        var (session, writer) = (_here.Session, ParticipantId.New());
        var wroteJustNow = new SessionPresence(session, 0, []) { Silences = [new WriterSilence("floor", writer, 0)] };

        _here.Services.GetRequiredService<Presence>().Heard(new NodeWord("a third node", null, [wroteJustNow], Whole: true, 1), TimeProvider.System.GetTimestamp());

        // They may have written again since it was said, and this node hears of that two beats later.
        _here.Services.GetRequiredService<PenSilence>().SilenceOf(session, "floor", writer).ShouldNotBeNull().ShouldBeLessThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task The_pen_is_not_taken_from_who_writes_at_the_other_node_and_is_once_they_are_silent()
    {
        await using var holder = await _there.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(holder, _here.Session);
        await pen.LineAsync("what I say first");
        var captioner = _here.People[Role.Captioner].Id;
        var pens = _here.Services.GetRequiredService<PenSilence>();
        var other = _there.Services.GetRequiredService<PenSilence>();
        await TwoNodes.UntilAsync(() => other.SilencesAt(_here.Session).Any(silence => silence.Writer == captioner), "it is known there who writes");

        // Draws nothing here: a draft that is still being written at the other node is not heard of by any other way.
        using var writing = new CancellationTokenSource();
        var draft = Task.Run(async () =>
        {
            for (var words = 1; !writing.IsCancellationRequested; words++)
            {
                pen.Draft(new string('a', words));
                await Task.Delay(200, Cancellation);
            }
        }, Cancellation);
        await Task.Delay(TimeSpan.FromSeconds(3), Cancellation);
        pens.SilenceOf(_here.Session, "floor", captioner).ShouldNotBeNull().ShouldBeLessThan(TimeSpan.FromSeconds(2));
        await writing.CancelAsync();
        await draft;
        await TwoNodes.UntilAsync(() => pens.SilenceOf(_here.Session, "floor", captioner) > TimeSpan.FromSeconds(3), "they are silent");
        _board.IsAway = true;
        await TwoNodes.UntilAsync(() => pens.SilenceOf(_here.Session, "floor", captioner) is null, "it is not known whether they are");
    }

    private void Shared(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
    {
        builder.Services.RemoveAll<Presence>();
        builder.Services.AddSingleton(new Presence(blind: true)).AddSingleton<INodeBoard>(_board).AddHostedService<BoardVoice>();
    }

    // What the database does, whose own test is beside it.
    private sealed class Board : INodeBoard
    {
        private readonly ConcurrentDictionary<string, (byte[] Word, DateTime At)> _words = new(StringComparer.Ordinal);

        public volatile bool IsAway;

        public Task<IReadOnlyList<byte[]>> ExchangeAsync(string node, byte[] word, TimeSpan expiry, CancellationToken cancellationToken = default)
        {
            if (IsAway)
            {
                throw new LogUnavailableException("the database does not answer");
            }

            _words[node] = (word, DateTime.UtcNow);
            return Task.FromResult<IReadOnlyList<byte[]>>([.. _words.Where(one => one.Key != node && one.Value.At > DateTime.UtcNow - expiry).Select(one => one.Value.Word)]);
        }

        public Task LeaveAsync(string node, CancellationToken cancellationToken = default)
        {
            _words.TryRemove(node, out _);
            return Task.CompletedTask;
        }
    }
}
