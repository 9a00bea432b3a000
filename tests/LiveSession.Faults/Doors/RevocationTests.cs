using LiveSession.Client.Meetings;
using LiveSession.Server;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Faults.Doors;

public sealed class RevocationTests : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("livesession-");
    private SeededMeeting _meeting = null!;
    private WebApplication _server = null!;

    private Uri Address => new(_server.Urls.First());

    public async ValueTask InitializeAsync()
    {
        _meeting = await OpenHouse.SeedAsync(_data.FullName, new MeetingPlan());
        _server = Composition.Build(["--urls", "http://127.0.0.1:0", $"--LiveSession:Data={_data.FullName}", "--Logging:LogLevel:Default=Warning"]);
        // The desk of the secretariat, for somebody who is not sitting at its page.
        _server.MapPost("/desk/revoke/{invitation:guid}", async (Guid invitation, HttpContext http, AuthenticationStateProvider signIn, IMeetingDesk desk) =>
        {
            ((IHostEnvironmentAuthenticationStateProvider)signIn).SetAuthenticationState(Task.FromResult(new AuthenticationState(http.User)));
            return await desk.RunAsync(_meeting.State.Id, new RevokeInvitation(new InvitationId(invitation)));
        }).DisableAntiforgery();
        await _server.StartAsync();
    }

    [Fact]
    public async Task Revoking_a_link_closes_the_live_connections_made_with_it_within_two_seconds_and_no_others()
    {
        var link = await OpenedLink.OpenAsync(Address, _meeting.CaptionerLink);
        var captioner = await CaptionerClient.SitDownAsync(link, _meeting.Session());
        await using var reading = ObserverClient.Follow(Address, _meeting.Session(), options => options.Cookies = link.Cookies);
        await using var colleague = await CaptionerClient.SitDownAsync(
            await OpenedLink.OpenAsync(Address, _meeting.Links["Mateo Ruiz"]), _meeting.Session(), "fr");
        await using var anybody = ObserverClient.Follow(Address, _meeting.Session());
        await reading.UntilAsync(self => self.Position is not null, "join", Limit);
        await anybody.UntilAsync(self => self.Position is not null, "join", Limit);

        var secretariat = await OpenedLink.OpenAsync(Address, _meeting.SecretariatLink);

        var revoked = TimeProvider.System.GetTimestamp();
        await RevokeAsync(secretariat, _meeting.Participant(MeetingPlan.Captioner).Id);

        await captioner.Closed.WaitAsync(Limit);
        TimeProvider.System.GetElapsedTime(revoked).ShouldBeLessThan(Promised);
        (await captioner.Closing.WaitAsync(Limit)).ShouldBe(new ClosingNotice(ClosingReason.Revoked, null));
        await reading.UntilAsync(self => self.Notices.Any(notice => notice.Reason is ClosingReason.Revoked), "be told", Limit);
        await captioner.DisposeAsync();

        // With the old sign-in nobody sits down at the desk again; as one of the public they may read.
        await using var again = link.Hub("/hubs/captions");
        await again.StartAsync();
        var desk = await again.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), _meeting.Session());
        desk.ShouldBe(new DeskResult(null, null, Rejections.NotAllowed));
        var line = await colleague.SendAsync("We go on.").WaitAsync(Limit);
        line.Result.Accepted.ShouldBeTrue();
        await anybody.ReachesAsync(line.Result.Position!.Value.Sequence, Limit);
        await reading.ReachesAsync(line.Result.Position!.Value.Sequence, Limit);
        anybody.Connections.ShouldBe(1);
        reading.Connections.ShouldBe(2);
        colleague.Closed.IsCompleted.ShouldBeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task RevokeAsync(OpenedLink secretariat, ParticipantId holder)
    {
        var invitation = _meeting.State.Invitations.All.Values.Single(link => link.Participant == holder);
        using var handler = new HttpClientHandler { CookieContainer = secretariat.Cookies };
        using var http = new HttpClient(handler);
        using var answer = await http.PostAsync(new Uri(Address, $"/desk/revoke/{invitation.Id}"), null);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("position");
    }
}
