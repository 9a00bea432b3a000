using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Pages;

public sealed class ConsolePageTests
{
    [Fact]
    public async Task The_script_that_hears_the_first_keys_waits_for_no_style_sheet()
    {
        await using var server = await RunningServer.StartAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);

        var page = await captioner.Http.GetStringAsync(new Uri("/m/wgec/1/captions", UriKind.Relative), TestContext.Current.CancellationToken);

        page.IndexOf("js/early", StringComparison.Ordinal).ShouldBeInRange(1, page.IndexOf("<link", StringComparison.Ordinal));
    }
}
