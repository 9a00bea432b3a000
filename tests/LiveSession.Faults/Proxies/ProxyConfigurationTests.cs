using LiveSession.Testing.Installation;

namespace LiveSession.Faults.Proxies;

public sealed class ProxyConfigurationTests
{
    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task The_proxy_has_nothing_against_the_configuration_that_is_shipped(string program)
    {
        await using var proxy = await ProxyServer.StartAsync(ProxyProgram.Of(program), new("http://127.0.0.1:9"), new("http://127.0.0.2:9"));

        (await proxy.CheckAsync()).ShouldBe("");
    }
}
