using LiveSession.Core.Relays;

namespace LiveSession.Core.Tests.Relays;

public sealed class RelayAddressTests
{
    private const string Zoom = "https://wmcc.zoom.us/closedcaption?id=200610693&ns=GZHkEA==&expire=86400&sparams=id%2Cns%2Cexpire&signature=abc";
    private static readonly RelayRules Strict = new([], AllowLoopback: false);

    [Theory]
    [InlineData(Zoom, RelayService.Zoom)]
    [InlineData("  " + Zoom + "\n", RelayService.Zoom)]
    [InlineData("http://upload.youtube.com/closedcaption?cid=abcd-efgh-ijkl-mnop", RelayService.YouTube)]
    [InlineData("https://upload.youtube.com/closedcaption?id=1&ns=x&sparams=id&expire=1&signature=s&key=yt_qc", RelayService.YouTube)]
    [InlineData("https://api.captions.office.microsoft.com/cartcaption?meetingid=%7b%22tId%22%3a1%7d&token=t", RelayService.Teams)]
    public void The_service_is_recognised_from_the_address(string pasted, RelayService service)
    {
        RelayAddress.Read(pasted, null, Strict, out var address).ShouldBeNull();

        address!.Service.ShouldBe(service);
        address.Url.Scheme.ShouldBe("https");
    }

    [Fact]
    public void What_was_signed_stays_as_it_was_signed()
    {
        RelayAddress.Read(Zoom, null, Strict, out var address);

        RelayWording.TargetOf(address!, 42, "en").OriginalString.ShouldBe(Zoom + "&seq=42&lang=en-US");
    }

    [Theory]
    [InlineData("")]
    [InlineData("zoom.us/closedcaption?id=1")]
    [InlineData("ftp://wmcc.zoom.us/closedcaption?id=1")]
    [InlineData("file:///etc/passwd?x=1")]
    [InlineData("https://wmcc.zoom.us/closedcaption")]
    [InlineData("https://me:secret@wmcc.zoom.us/closedcaption?id=1&ns=x")]
    [InlineData("https://wmcc.zoom.us/closedcaption?id=1&ns=x#part")]
    [InlineData("javascript:alert(1)?a=b")]
    public void What_is_no_address_of_a_service_is_refused(string pasted) =>
        RelayAddress.Read(pasted, RelayService.Zoom, Strict, out _).ShouldBe(Rejections.RelayAddressUnreadable);

    [Theory]
    [InlineData("https://evil.example/closedcaption?id=1&ns=x", "evil.example")]
    [InlineData("https://zoom.us.evil.example/closedcaption?id=1&ns=x", "zoom.us.evil.example")]
    [InlineData("https://evilzoom.us/closedcaption?id=1&ns=x", "evilzoom.us")]
    [InlineData("http://127.0.0.1:5000/closedcaption?id=1&ns=x", "127.0.0.1")]
    [InlineData("https://[::1]/closedcaption?id=1&ns=x", "::1")]
    [InlineData("http://169.254.169.254/closedcaption?id=1&ns=x", "169.254.169.254")]
    public void A_host_nobody_allowed_is_refused_by_name(string pasted, string host) =>
        RelayAddress.Read(pasted, null, Strict, out _).ShouldBe(Rejections.RelayHostNotAllowed(host));

    [Theory]
    [InlineData("https://wmcc.zoom.us:8443/closedcaption?id=1&ns=x", 8443)]
    [InlineData("https://wmcc.zoom.us:22/closedcaption?id=1&ns=x", 22)]
    public void A_known_host_at_another_port_is_refused_for_the_port(string pasted, int port)
    {
        RelayAddress.Read(pasted, null, Strict, out _).ShouldBe(Rejections.RelayPortNotAllowed("wmcc.zoom.us", port));
        RelayAddress.Read(pasted, null, new RelayRules([".zoom.us"], AllowLoopback: false), out _).ShouldBeNull();
    }

    [Theory]
    [InlineData("http://upload.youtube.com/closedcaption?cid=abcd-efgh-ijkl-mnop", "https://upload.youtube.com/closedcaption?cid=abcd-efgh-ijkl-mnop", true)]
    [InlineData("http://127.0.0.1/closedcaption?cid=abcd", "https://127.0.0.1/closedcaption?cid=abcd", true)]
    [InlineData("https://wmcc.zoom.us/closedcaption?id=1&ns=GZ%3D%3D&signature=s", "https://WMCC.zoom.us:443/closedcaption?signature=s&id=1&ns=GZ==", true)]
    [InlineData("https://upload.youtube.com/closedcaption?cid=abcd-efgh-ijkl-mnop", "https://upload.youtube.com/closedcaption?cid=abcd-efgh-ijkl-mnoq", false)]
    [InlineData("http://127.0.0.1:81/closedcaption?cid=abcd", "http://127.0.0.1:82/closedcaption?cid=abcd", false)]
    [InlineData("https://wmcc.zoom.us/closedcaption?id=1&ns=x", "https://other.zoom.us/closedcaption?id=1&ns=x", false)]
    public void Two_ways_to_write_one_address_are_one(string one, string other, bool same)
    {
        var rules = new RelayRules([], AllowLoopback: true);
        RelayAddress.Read(one, null, rules, out var first).ShouldBeNull();
        RelayAddress.Read(other, null, rules, out var second).ShouldBeNull();

        first!.LeadsWhere(second!).ShouldBe(same);
        second!.LeadsWhere(first).ShouldBe(same);
    }

    [Theory]
    [InlineData("https://upload.youtube.com/closedcaption?cid=abcd-efgh-ijkl-mnop", "mnop")]
    [InlineData("https://wmcc.zoom.us/closedcaption?id=200610693&ns=x&signature=abcdefghij.KLMN&extra=1", "KLMN")]
    [InlineData(Zoom, "")]
    public void The_end_of_the_key_tells_addresses_apart_and_gives_a_short_one_not_away(string pasted, string end)
    {
        RelayAddress.Read(pasted, null, Strict, out var address).ShouldBeNull();

        address!.KeyEnd.ShouldBe(end);
    }

    [Fact]
    public void The_operator_allows_hosts_over_https_only()
    {
        var rules = new RelayRules(["captions.example.org", ".relay.example"], AllowLoopback: false);

        RelayAddress.Read("https://captions.example.org/closedcaption?id=1&ns=x", null, rules, out _).ShouldBeNull();
        RelayAddress.Read("https://one.relay.example:8443/closedcaption?id=1&ns=x", null, rules, out _).ShouldBeNull();
        RelayAddress.Read("http://captions.example.org/closedcaption?id=1&ns=x", null, rules, out _).ShouldBe(Rejections.RelayNotSecure);
        RelayAddress.Read("https://other.captions.example.org/closedcaption?id=1&ns=x", null, rules, out _).ShouldBe(Rejections.RelayHostNotAllowed("other.captions.example.org"));
    }

    [Fact]
    public void This_machine_is_written_to_only_where_that_is_allowed() =>
        RelayAddress.Read("http://127.0.0.1:5000/closedcaption?id=1&ns=x", null, new RelayRules([], AllowLoopback: true), out var address).ShouldBeNull();

    [Fact]
    public void A_service_that_cannot_be_told_must_be_chosen()
    {
        var rules = new RelayRules(["captions.example.org"], AllowLoopback: false);

        RelayAddress.Read("https://captions.example.org/post?key=1", null, rules, out _).ShouldBe(Rejections.RelayServiceUnknown);
        RelayAddress.Read("https://captions.example.org/post?key=1", RelayService.Zoom, rules, out var address).ShouldBeNull();
        address!.Service.ShouldBe(RelayService.Zoom);
    }

    [Fact]
    public void An_address_prints_without_its_secret()
    {
        RelayAddress.Read(Zoom, null, Strict, out var address);

        address!.ToString().ShouldBe("Zoom at wmcc.zoom.us");
        $"{address}".ShouldNotContain("signature");
    }
}
