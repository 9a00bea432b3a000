using System.Net;
using LiveSession.Server.Relays;
using LiveSession.Testing.Relays;

namespace LiveSession.Server.Tests.Relays;

public sealed class RelayNetworkTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Our_own_networks_are_not_written_to(string address) => RelayNetwork.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("170.114.52.2")]
    [InlineData("172.32.0.1")]
    [InlineData("8.8.8.8")]
    [InlineData("2a00:1450:4001:81b::200e")]
    [InlineData("::ffff:8.8.8.8")]
    public void What_everybody_can_reach_is(string address) => RelayNetwork.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_name_that_leads_to_this_machine_is_not_connected_to(string host)
    {
        await using var service = await StubService.StartAsync();
        using var http = new HttpMessageInvoker(RelayNetwork.CreateHandler(allowLoopback: false));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{host}:{service.Address.Port}/closedcaption?cid={StubService.Secret}&seq=1");

        var fault = await Should.ThrowAsync<Exception>(() => http.SendAsync(request, TestContext.Current.CancellationToken));

        (fault as RelayBarredException ?? fault.InnerException).ShouldBeOfType<RelayBarredException>();
        service.Headers.ShouldBeEmpty();
    }
}
