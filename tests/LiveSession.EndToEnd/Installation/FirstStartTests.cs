using System.Net;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

namespace LiveSession.EndToEnd.Installation;

public sealed class FirstStartTests
{
    [Fact]
    public async Task The_first_start_prints_a_link_for_the_secretariat_that_opens_the_desk()
    {
        await using var server = await ServerProcess.StartAsync();

        var link = await server.SecretariatLinkAsync();

        link.Authority.ShouldBe(server.Address.Authority);
        (await server.Http.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var nothing = new FormUrlEncodedContent([]);
        var opened = await server.Http.PostAsync(link, nothing);
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        opened.Headers.Location!.OriginalString.ShouldBe("/desk");
    }

    [Fact]
    public async Task A_killed_server_starts_again_on_its_folder_and_knows_what_it_knew()
    {
        SeededMeeting? meeting = null;
        await using var server = await ServerProcess.StartAsync(async folder => meeting = await ArchiveSeed.FoundAsync(folder));
        var (address, page) = (server.Address, new Uri(meeting!.SessionPage(), UriKind.Relative));
        var before = await server.Http.GetStringAsync(page);

        await server.KillAsync();
        await server.StartAsync();

        server.Address.ShouldBe(address);
        before.ShouldContain("Opening");
        (await server.Http.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Output.Text.ShouldNotContain("/i/");
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_stops_in_order()
    {
        await using var server = await ServerProcess.StartAsync();

        (await server.StopAsync(TimeSpan.FromSeconds(20))).ShouldBe(0);
    }
}
