using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using Microsoft.AspNetCore.SignalR.Client;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

/// <summary>Off the record there are drafts and no lines. Who listens, feels or reads finished lines only gets each sentence all the same, once.</summary>
public sealed class OffTheRecordTests(Chromium chromium)
{
    [Fact]
    public async Task Sentences_are_heard_and_felt_once_and_it_is_said_when_the_record_is_left_and_taken_up()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) =>
            seed.HappenAsync(meeting, 1, new OpenSession(), new AddCaptionLine("floor", "en", "Good morning.")));
        var session = hosted.Meeting.Session();
        await using var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), session);
        await using var chair = (await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.ChairLink)).Hub("/hubs/floor");
        await chair.StartAsync(TestContext.Current.CancellationToken);
        await using var listener = await chromium.DeskAsync(hosted.Server);
        await listener.GoAsync($"{hosted.Meeting.SessionPage()}?aloud=sentence&show=lines");
        await Expect(listener.Connection).ToHaveTextAsync("Live");
        await using var feeler = await chromium.DeskAsync(hosted.Server);
        await feeler.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=40");
        await Expect(feeler.Connection).ToHaveTextAsync("Live");
        var (log, status) = (listener.Page.Locator("[data-log]"), listener.Page.Locator("[data-panel=status]"));
        var row = feeler.Page.Locator("[data-next]");

        await using var onlooker = await chromium.DeskAsync(hosted.Server);
        await onlooker.GoAsync(hosted.Meeting.SessionPage());
        captioner.Draft("The vote is");
        await Expect(onlooker.Page.Locator("[data-captions] .draft")).ToHaveTextAsync("The vote is");
        await GoAsync(nameof(IFloorHub.GoOffTheRecord));
        await Expect(status).ToContainTextAsync("Off the record");
        await Expect(feeler.Page.Locator("[data-panel=status]")).ToContainTextAsync("Off the record");
        captioner.Draft("The vote is between us.");
        captioner.Draft("The vote is between us. Nobody");
        await Expect(log).ToHaveTextAsync("Off the record: between us. ");
        await Expect(listener.Page.Locator("[data-captions] .draft")).ToHaveTextAsync("The vote is between us.");
        await Expect(feeler.Page.Locator("[data-unread]")).ToHaveTextAsync("2 rows unread");
        captioner.Draft("The vote is between us. Nobody knows.");
        captioner.Draft("The vote is between us. Nobody knows. Not");
        await Expect(log).ToHaveTextAsync("Off the record: between us. Nobody knows. ");
        // Drafts and the chair's word come on connections of their own: what was written before has to be there before.
        await Expect(onlooker.Page.Locator("[data-captions] .draft")).ToHaveTextAsync("The vote is between us. Nobody knows. Not");
        await GoAsync(nameof(IFloorHub.GoOnTheRecord));
        await Expect(status).ToContainTextAsync("On the record again");
        await Expect(listener.Page.Locator("[data-captions] .draft")).ToHaveCountAsync(0);
        await captioner.SendAsync("The vote is open.");

        await Expect(log).ToHaveTextAsync("Off the record: between us. Nobody knows. On the record again: The vote is open. ");
        var rows = new List<string?>();
        foreach (var left in new[] { 4, 3, 2, 1, 0 })
        {
            await feeler.Page.Keyboard.PressAsync("PageDown");
            await Expect(feeler.Page.Locator("[data-unread]")).ToHaveTextAsync(left == 1 ? "1 row unread" : $"{left} rows unread");
            rows.Add(await row.TextContentAsync());
        }

        rows.ShouldBe(["Off the record:", "between us.", "Nobody knows.", "On the record again:", "The vote is open."]);
        listener.Faults.ShouldBeEmpty();
        feeler.Faults.ShouldBeEmpty();

        async Task GoAsync(string where) =>
            (await chair.InvokeAsync<CommandResult>(where, session, CommandId.New(), TestContext.Current.CancellationToken)).Accepted.ShouldBeTrue();
    }
}
