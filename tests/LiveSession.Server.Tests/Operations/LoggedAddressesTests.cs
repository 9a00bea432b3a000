using LiveSession.Server.Tests.Host;
using LiveSession.Server.Tests.Relays;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Logging;

namespace LiveSession.Server.Tests.Operations;

/// <summary>Where a secret is part of an address, the log does not hold it, however much is logged.</summary>
public sealed class LoggedAddressesTests
{
    private const string Secret = "s3cr3tInThePath";

    [Theory]
    [InlineData($"/i/{Secret}")]
    [InlineData($"/ebu-tt-live/{Secret}/wgec_1.floor/publish")]
    [InlineData($"/ebu-tt-live/{Secret}")]
    [InlineData($"/closedcaption?id=1&signature={Secret}")]
    public async Task A_secret_in_an_address_is_not_logged_at_any_level(string path)
    {
        var said = new KeptLog();
        await using var server = await RunningServer.StartAsync(
            new InMemorySessionLog(), builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(said),
            "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Logging:LogLevel:Microsoft.AspNetCore.Routing.Matching=Trace");
        await using var visitor = await server.VisitAsync(null);

        using var answer = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        said.Lines.Count.ShouldBeGreaterThan(10);
        said.Lines.ShouldAllBe(line => !line.Contains(Secret, StringComparison.Ordinal));
    }
}
