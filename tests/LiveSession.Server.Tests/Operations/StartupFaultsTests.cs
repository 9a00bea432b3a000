using System.Net;
using System.Net.Sockets;
using LiveSession.Core.Log;
using LiveSession.Server.Operations;

namespace LiveSession.Server.Tests.Operations;

public sealed class StartupFaultsTests
{
    [Fact]
    public void All_wrong_settings_are_listed_at_once()
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;

        var fault = Should.Throw<Exception>(() => Composition.Build(
            [$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0", "--Limits:LineLength=3", "--Broadcast:Ring=1", "--Connections:PerAddress=0",
                "--Relays:Hosts:0=https://captions.example.org", "--Relays:LinesWaiting=0", "--Embedding:Origins:0=https://www.example.org; script-src *"]));

        var reasons = StartupFaults.Explain(fault);
        reasons.ShouldContain(reason => reason.Contains("LineLength", StringComparison.Ordinal));
        reasons.ShouldContain(reason => reason.Contains("Ring", StringComparison.Ordinal));
        reasons.ShouldContain(reason => reason.Contains("PerAddress", StringComparison.Ordinal));
        reasons.ShouldContain(reason => reason.Contains("https://captions.example.org", StringComparison.Ordinal));
        reasons.ShouldContain(reason => reason.Contains("LinesWaiting", StringComparison.Ordinal));
        reasons.ShouldContain(reason => reason.Contains("https://www.example.org; script-src *", StringComparison.Ordinal));
    }

    [Fact]
    public void Ports_for_stenography_without_addresses_are_refused_by_the_name_of_the_setting()
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;

        var fault = Should.Throw<Exception>(() => Composition.Build([$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0", "--Steno:Ports=9740-9741"]));

        var reason = StartupFaults.Explain(fault).ShouldHaveSingleItem();
        reason.ShouldContain("Steno:Allow must say from where software may connect");
        reason.ShouldNotContain("members: ''");
    }

    [Fact]
    public async Task A_port_in_use_is_said_plainly()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;
        await using var app = Composition.Build([$"--LiveSession:Data={data}", $"--urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}"]);

        var fault = await Should.ThrowAsync<Exception>(() => app.StartAsync(TestContext.Current.CancellationToken));

        StartupFaults.Explain(fault).Single().ShouldContain("Another program uses that port");
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_in_words()
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;
        await using var first = Composition.Build([$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0"]);
        await first.StartAsync(TestContext.Current.CancellationToken);
        await using var second = Composition.Build([$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0"]);

        var fault = await Should.ThrowAsync<Exception>(() => second.StartAsync(TestContext.Current.CancellationToken));

        StartupFaults.Explain(fault).Single().ShouldContain("another server uses the folder");
    }

    [Fact]
    public void A_setting_that_cannot_be_read_is_said_plainly()
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;

        var fault = Should.Throw<Exception>(() => Composition.Build([$"--LiveSession:Data={data}", "--Limits:LineLength=abc"]));

        StartupFaults.Explain(fault).Single().ShouldContain("LineLength");
    }

    [Fact]
    public void A_fault_nobody_foresaw_keeps_its_stack_trace() =>
        StartupFaults.Explain(new InvalidOperationException("a bug")).ShouldBeEmpty();

    [Fact]
    public void An_archive_that_cannot_be_used_is_said_plainly() =>
        StartupFaults.Explain(new LogUnavailableException("the database file is damaged")).ShouldBe(["The archive cannot be used: the database file is damaged."]);
}
