using Deque.AxeCore.Playwright;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

public sealed class SoftwareTests(Chromium chromium)
{
    [Fact]
    public async Task A_captioner_lets_software_in_by_keyboard_and_sees_what_it_sends()
    {
        await using var hosted = await HostedMeeting.StartAsync();
        await using var chair = await chromium.DeskAsync(hosted.Server);
        await chair.OpenLinkAsync(hosted.Meeting.ChairLink);
        await Expect(chair.Button("Open the session")).ToBeVisibleAsync();
        await chair.Page.Keyboard.PressAsync("s");
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
        await captioner.GoAsync($"{hosted.Meeting.SessionPage()}/captions");

        var panel = captioner.Page.Locator("details.software");
        await captioner.PressAsync(panel.Locator("summary"));
        await captioner.WriteAsync(panel.GetByLabel("Name"), "Steno in the hall");
        await captioner.PressAsync(panel.GetByRole(AriaRole.Button, new() { Name = "Let software in" }));
        var address = panel.GetByLabel("Address for your software");
        await Expect(address).ToBeVisibleAsync();
        (await captioner.Page.RunAxe()).Violations.ShouldBeEmpty();
        await address.ScrollIntoViewIfNeededAsync();
        await captioner.PhotographAsync("software-1-issued");

        var post = await PostAsync(await address.InputValueAsync(), "Good morning, everybody.\n");
        post.ShouldBe(System.Net.HttpStatusCode.OK);
        await Expect(observer.Lines.First).ToContainTextAsync("Good morning, everybody.");
        await captioner.PressAsync(panel.GetByRole(AriaRole.Button, new() { Name = "Done" }));
        await Expect(panel.GetByText("We hear:")).ToBeVisibleAsync();
        await Expect(panel.Locator(".sources .state")).ToHaveTextAsync("On air");
        await panel.Locator(".sources").ScrollIntoViewIfNeededAsync();
        await captioner.PhotographAsync("software-2-on-air");

        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await captioner.Page.EmulateMediaAsync(new() { ColorScheme = colours });
            await captioner.Page.SetViewportSizeAsync(390, 844);
            (await captioner.Page.RunAxe()).Violations.ShouldBeEmpty();
            (await captioner.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);
            await panel.ScrollIntoViewIfNeededAsync();
            await captioner.PhotographAsync($"software-3-phone-{colours}");
        }

        await captioner.PressAsync(panel.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }));
        await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Leave it" })).ToBeFocusedAsync();
        await captioner.Page.Keyboard.PressAsync("Tab");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(panel.GetByText("No software is connected")).ToBeVisibleAsync();
        captioner.Faults.ShouldBeEmpty();
    }

    private static async Task<System.Net.HttpStatusCode> PostAsync(string address, string text)
    {
        using var http = new HttpClient();
        using var body = new StringContent(text);
        using var answer = await http.PostAsync(new Uri(address + "&seq=1&lang=en-US"), body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
