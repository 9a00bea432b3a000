using System.Net;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Publishing.Bundle;
using LiveSession.Server.Meetings;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Transcript;

public sealed class RecordTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_record_is_signed_when_the_session_is_closed_and_its_bundle_verifies_by_itself()
    {
        await using var server = await RunningServer.StartAsync();
        await HoldSessionAsync(server);
        await SealedAsync(server);

        var report = await VerifyAsync(server);

        report.Faults.ShouldBeEmpty();
        var closed = (await StoredAsync(server)).Single(happened => happened.Event is SessionClosed);
        (report.SealedEvents, report.Events, report.Trusted).ShouldBe((closed.Position.Sequence, closed.Position.Sequence + 1, true));
        (await VerifyAsync(server)).Key.ShouldBe(report.Key);
    }

    [Fact]
    public async Task While_the_session_goes_on_its_bundle_is_of_what_was_said_until_then()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();

        var report = await VerifyAsync(server);

        report.Faults.ShouldBeEmpty();
        report.SealedEvents.ShouldBeNull();
    }

    [Fact]
    public async Task A_node_that_cannot_read_the_key_of_another_makes_its_own_once_and_both_stay_good()
    {
        await using var here = await RunningServer.StartAsync();
        await HoldSessionAsync(here);
        await SealedAsync(here);
        await using var there = await here.StartAnotherNodeAsync();

        var (one, other, again) = (await VerifyAsync(here), await VerifyAsync(there), await VerifyAsync(there));

        one.Faults.Concat(other.Faults).Concat(again.Faults).ShouldBeEmpty();
        other.Key.ShouldNotBe(one.Key);
        again.Key.ShouldBe(other.Key);
        other.SealedEvents.ShouldBe(one.SealedEvents);
    }

    [Fact]
    public async Task Before_it_was_opened_and_for_strangers_to_a_private_meeting_there_is_none()
    {
        await using var server = await RunningServer.StartAsync();
        await using var stranger = await server.VisitAsync(null);
        await using var member = await server.VisitAsync(Role.Member);

        (await stranger.Http.GetAsync("/m/wgec/1/transcript.zip", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await server.OpenSessionAsync();
        await server.ChangeMeetingAsync(new DescribeMeeting("Working Group", Public: false));
        (await stranger.Http.GetAsync("/m/wgec/1/transcript.zip", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await member.Http.GetAsync("/m/wgec/1/transcript.zip", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_private_half_of_the_key_is_nowhere_to_be_read()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await VerifyAsync(server);

        var made = (await DirectoryOf(server).House.StateAsync()).RecordKeys.ShouldHaveSingleItem();
        Convert.FromBase64String(made.SealedPrivateKey).AsSpan().IndexOf(Convert.FromBase64String(made.PublicKey).AsSpan(27)).ShouldBe(-1);
    }

    private static async Task HoldSessionAsync(RunningServer server)
    {
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        (await hub.SendCommandAsync(nameof(ICaptionHub.TakePen), server.Session, "floor", false)).Rejection.ShouldBeNull();
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        (await pen.LineAsync("The meeting is adjourned.")).Rejection.ShouldBeNull();
        await using var chair = await server.VisitAsync(Role.Chair);
        (await (await chair.ConnectAsync("/hubs/floor")).SendCommandAsync(nameof(IFloorHub.CloseSession), server.Session)).Rejection.ShouldBeNull();
    }

    private static async Task SealedAsync(RunningServer server)
    {
        while (await DirectoryOf(server).WriterOf(server.Session).FreshStateAsync() is { Seal: null })
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static MeetingDirectory DirectoryOf(RunningServer server) => server.Services.GetRequiredService<MeetingDirectory>();

    private static ValueTask<List<LoggedEvent>> StoredAsync(RunningServer server) => server.Log.ReadAsync(LogId.Of(server.Session), 0, Cancellation).ToListAsync(Cancellation);

    private static async Task<BundleReport> VerifyAsync(RunningServer server)
    {
        await using var visitor = await server.VisitAsync(null);
        using var bundle = new MemoryStream(await visitor.Http.GetByteArrayAsync("/m/wgec/1/transcript.zip", Cancellation));
        var keys = BundleKeys.Read(await visitor.Http.GetByteArrayAsync("/keys.json", Cancellation));
        return await BundleVerifier.VerifyAsync(bundle, keys, Cancellation);
    }
}
