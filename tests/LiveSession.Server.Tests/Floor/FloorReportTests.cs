using System.Text.Json;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Floor;

/// <summary>The report on how the floor was shared, as anybody fetches it.</summary>
public sealed class FloorReportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_is_there_at_the_close_and_the_log_gives_the_same()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");
        foreach (var number in Enumerable.Range(0, 12))
        {
            var asked = new RequestFloorFor(null, $"Speaker {number}", "", number < 6 ? Place.Hall : Place.Remote);
            (await floor.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, asked)).Accepted.ShouldBeTrue();
        }

        foreach (var turn in Enumerable.Range(0, 8))
        {
            (await floor.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, turn)).Accepted.ShouldBeTrue();
        }

        await using var stranger = await server.VisitAsync(null);
        (await PageAsync(stranger)).ShouldContain("not closed yet");
        (await floor.SendCommandAsync(nameof(IFloorHub.CloseSession), server.Session)).Accepted.ShouldBeTrue();

        var page = await PageAsync(stranger);
        page.ShouldNotContain("not closed yet");
        page.ShouldContain("6 of 6 heard");
        page.ShouldContain("2 of 6 heard");
        var report = JsonSerializer.Deserialize<FloorReport>(await FetchAsync(stranger, ".json"), ProtocolJson.Options)!;
        report.Shares!.Places.Select(share => (share.Place, share.People, share.Asked, share.Heard)).ShouldBe([(Place.Hall, 6, 6, 6), (Place.Remote, 6, 6, 2)]);
        var table = (await FetchAsync(stranger, ".csv")).Split("\r\n");
        table[0].ShouldStartWith("of,name,people,asked,heard");
        table[1].ShouldStartWith("place,hall,6,6,6,");
        table[^2].ShouldStartWith("session,all,12,,,,8,");

        var state = SessionState.Empty;
        await foreach (var happened in server.Log.ReadAsync(LogId.Of(server.Session), cancellationToken: Cancellation))
        {
            state = state.Apply(happened);
        }

        var counted = FloorSharing.Publish(FloorSharing.Of(state.Floor, _ => StakeholderGroup.Unspecified, new HashSet<ParticipantId>(), state.ClosedAt!.Value));
        JsonSerializer.Serialize(counted, ProtocolJson.Options).ShouldBe(JsonSerializer.Serialize(report, ProtocolJson.Options));
    }

    [Fact]
    public async Task Of_a_few_speakers_no_figures_are_given()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");
        await floor.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, "Ana", "", Place.Hall));

        await using var stranger = await server.VisitAsync(null);
        (await PageAsync(stranger)).ShouldContain("no figures are shown");
        (await FetchAsync(stranger, ".csv")).ShouldBe("of,name,people,asked,heard,median_wait_s,turns,speaking_s,first_timers,waiting\r\nplace,hall,,,,,,,,\r\ngroup,unspecified,,,,,,,,\r\n");
    }

    private static Task<string> PageAsync(Visitor visitor) => FetchAsync(visitor, "");

    private static Task<string> FetchAsync(Visitor visitor, string ending) =>
        visitor.Http.GetStringAsync(new Uri($"/m/wgec/1/floor-report{ending}", UriKind.Relative), Cancellation);
}
