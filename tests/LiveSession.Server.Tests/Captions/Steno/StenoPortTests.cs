using System.Net.Sockets;
using System.Text;
using LiveSession.Ingest.Live;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Captions.Steno;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Captions.Steno;

public sealed class StenoPortTests
{
    [Fact]
    public async Task What_is_typed_into_the_port_is_in_the_record_once_deletions_included()
    {
        await using var server = await StartAsync();
        var (port, _) = await server.IssueStenoAsync();
        using var software = await StenoSoftware.ConnectAsync(port);

        await software.TypeAsync("\u0003\u00012 cc1 3 b15 word\rTHE FLOR");
        await software.TypeAsync("\b\bOOR IS YOURS\rNEXT");
        await software.TypeAsync("\rTHE LAST LINE\b\b\b\bONE\r");

        await LinesAsync(server, "THE FLOOR IS YOURS", "NEXT", "THE LAST ONE");
    }

    [Theory]
    [InlineData("ru", 1251, "Её слова: пятая сессия")]
    [InlineData("ar", 1256, "شكرا سيدي الرئيس، ونود أن نعلق")]
    public async Task What_is_not_UTF8_is_read_in_the_code_page_of_the_sources_language(string language, int page, string text)
    {
        await using var server = await StartAsync();
        var (port, _) = await server.IssueStenoAsync(language: language);
        using var software = await StenoSoftware.ConnectAsync(port);

        await software.TypeAsync(CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(text + "\r"));

        await LinesAsync(server, text);
    }

    [Fact]
    public async Task What_is_taken_back_and_not_written_again_is_taken_back_when_the_software_rests()
    {
        await using var server = await StartAsync();
        var (port, _) = await server.IssueStenoAsync();
        using var software = await StenoSoftware.ConnectAsync(port);
        await software.TypeAsync("WE SUPPORT IT ALL\rAND WE THANK YOU\r");
        await LinesAsync(server, "WE SUPPORT IT ALL", "AND WE THANK YOU");

        foreach (var key in new string('\b', "ALL\rAND WE THANK YOU\r".Length))
        {
            await software.TypeAsync(key.ToString());
        }

        await LinesAsync(server, "WE SUPPORT IT", "");
        await software.TypeAsync("TOO\rTHANK YOU\r");
        await LinesAsync(server, "WE SUPPORT IT TOO", "", "THANK YOU");
    }

    [Fact]
    public async Task However_many_keys_take_something_back_one_waits_for_the_software_to_rest()
    {
        var clock = new CountingTime();
        await using var server = await RunningServer.StartAsync(
            new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock), $"--Steno:Ports={StenoSoftware.FreePorts(4)}", "--Steno:Allow:0=127.0.0.0/8");
        await server.OpenSessionAsync();
        var (_, source) = await server.IssueStenoAsync();
        var place = (await server.Services.GetRequiredService<Server.Meetings.MeetingDirectory>().FindAsync(server.Session)).ShouldNotBeNull();
        var found = new FoundSource(place.Meeting.CaptionSources.All[source], place);
        var desk = server.Services.GetRequiredService<SourceDesk>();
        await desk.TypeAsync(found, [new SourceEdit.Insert("WE SUPPORT IT ALL"), new SourceEdit.NewLine()]);

        foreach (var _ in "ALL\r")
        {
            await desk.TypeAsync(found, [new SourceEdit.Erase(1)]);
            clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        clock.Rests.ShouldBe(1);
        (await server.LinesAsync()).ShouldBe(["WE SUPPORT IT ALL"]);
        // It looks again until nothing was typed for so long.
        for (var looks = 0; looks < 200 && (await server.LinesAsync())[0] != "WE SUPPORT IT"; looks++)
        {
            clock.Advance(LineBuffer.Rest);
            await Task.Yield();
        }

        (await server.LinesAsync()).ShouldBe(["WE SUPPORT IT"]);
    }

    private sealed class CountingTime() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
    {
        private int _rests;

        public int Rests => _rests;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _rests += dueTime == LineBuffer.Rest ? 1 : 0;
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    [Fact]
    public async Task A_line_broken_by_the_network_goes_on_where_it_ended()
    {
        await using var server = await StartAsync();
        var (port, _) = await server.IssueStenoAsync();
        var broken = await StenoSoftware.ConnectAsync(port);
        await broken.TypeAsync("THE DISTINGUISHED ");
        await HeardAsync(server, "DISTINGUISHED");

        // The first is still open from here when the program comes again, as it is when a cable is pulled.
        using var again = await StenoSoftware.ConnectAsync(port);
        await again.TypeAsync("DELEGATE\r");
        broken.Dispose();

        await LinesAsync(server, "THE DISTINGUISHED DELEGATE");
    }

    [Fact]
    public async Task A_second_program_beside_a_running_one_is_turned_away_by_name_and_nothing_of_it_is_recorded()
    {
        await using var server = await StartAsync();
        var (port, id) = await server.IssueStenoAsync();
        using var first = await StenoSoftware.ConnectAsync(port);
        await first.TypeAsync("ALPHA PROGRAM ");
        await HeardAsync(server, "ALPHA");

        using var second = await StenoSoftware.ConnectAsync(port);
        await second.TypeAsync("BETA SAYS THIS\r");
        (await second.FarewellAsync()).Trim().ShouldBe(Rejections.StenoPortBusy("127.0.0.1").Message);
        await first.TypeAsync("SAYS THAT\r");

        await LinesAsync(server, "ALPHA PROGRAM SAYS THAT");
        Ports(server).Find(id)!.TurnedAway!.Reason.Code.ShouldBe(338);
    }

    [Fact]
    public async Task What_a_program_had_begun_when_it_hung_up_is_finished_soon_and_not_the_beginning_of_anothers_line()
    {
        await using var server = await StartAsync();
        var (port, id) = await server.IssueStenoAsync();
        var first = await StenoSoftware.ConnectAsync(port);
        await first.TypeAsync("THE MEETING ROSE");
        await HeardAsync(server, "ROSE");
        var begun = TimeProvider.System.GetTimestamp();
        first.Dispose();

        await LinesAsync(server, "THE MEETING ROSE");
        TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(6));
        var next = await StenoSoftware.ConnectAsync(port);
        await next.TypeAsync("AT NOON");
        await HeardAsync(server, "NOON");
        next.Dispose();
        await Eventually(() => Task.FromResult(Ports(server).Find(id)?.From is null));
        using var elsewhere = await StenoSoftware.ConnectAsync(port, from: "127.0.0.2");
        await elsewhere.TypeAsync("HELLO\r");

        await LinesAsync(server, "THE MEETING ROSE", "AT NOON", "HELLO");
    }

    [Fact]
    public async Task A_second_program_from_elsewhere_is_turned_away_and_the_first_writes_on()
    {
        await using var server = await StartAsync();
        var (port, id) = await server.IssueStenoAsync();
        using var first = await StenoSoftware.ConnectAsync(port);
        await first.TypeAsync("ONE\r");
        await LinesAsync(server, "ONE");

        using var second = await StenoSoftware.ConnectAsync(port, from: "127.0.0.2");
        (await second.FarewellAsync()).Trim().ShouldBe(Rejections.StenoPortBusy("127.0.0.2").Message);
        await first.TypeAsync("TWO\r");

        await LinesAsync(server, "ONE", "TWO");
        Ports(server).Find(id)!.TurnedAway!.Reason.Code.ShouldBe(338);
    }

    [Fact]
    public async Task Somebody_who_is_not_on_the_list_is_told_so_and_counted()
    {
        await using var server = await StartAsync("--Steno:Allow:0=192.0.2.0/24");
        var (port, id) = await server.IssueStenoAsync();

        using var stranger = await StenoSoftware.ConnectAsync(port);
        var told = await stranger.FarewellAsync();

        told.Trim().ShouldBe(Rejections.StenoAddressRefused("127.0.0.1").Message);
        Ports(server).Find(id)!.TurnedAway!.Reason.Code.ShouldBe(337);
        await using var visitor = await server.VisitAsync(null);
        (await visitor.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken))
            .ShouldMatch("livesession_source_streams_total\\{.*rejection=\"337\".*\\} 1");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP")]
    [InlineData("\u0016\u0003\u0001\u0002", "TLS")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "SSH")]
    [InlineData("<?xml version=\"1.0\"?>", "XML")]
    [InlineData("\u00013 F1\r\u0014\u0025", "PassThru")]
    public async Task What_is_no_stenography_is_told_by_name_and_not_recorded(string bytes, string name)
    {
        await using var server = await StartAsync();
        var (port, id) = await server.IssueStenoAsync();

        using var other = await StenoSoftware.ConnectAsync(port);
        await other.TypeAsync(bytes);

        (await other.FarewellAsync()).Trim().ShouldBe(Rejections.NotStenography(name).Message);
        using var steno = await StenoSoftware.ConnectAsync(port);
        await steno.TypeAsync("WORDS\r");
        await LinesAsync(server, "WORDS");
        Ports(server).Find(id)!.TurnedAway.ShouldBeNull();
    }

    [Fact]
    public async Task A_flood_is_closed_and_another_source_writes_on()
    {
        await using var server = await StartAsync("--Steno:BytesPerSecond=100");
        var (flooded, _) = await server.IssueStenoAsync();
        var (calm, _) = await server.IssueStenoAsync("fr", "fr");
        using var steno = await StenoSoftware.ConnectAsync(calm);
        await steno.TypeAsync("UN\r");

        using var flood = await StenoSoftware.ConnectAsync(flooded);
        await flood.TypeAsync(new string('x', 4_000));
        await flood.FarewellAsync();
        await steno.TypeAsync("DEUX\r");

        await Eventually(async () => (await server.LinesAsync("fr")).SequenceEqual(["UN", "DEUX"]));
        (await server.LinesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Connections_from_one_address_are_limited_and_room_comes_back()
    {
        await using var server = await StartAsync("--Steno:PerAddress=1");
        var (one, _) = await server.IssueStenoAsync();
        var (other, _) = await server.IssueStenoAsync("fr", "fr");
        var first = await StenoSoftware.ConnectAsync(one);
        await first.TypeAsync("ONE\r");
        await LinesAsync(server, "ONE");

        using var second = await StenoSoftware.ConnectAsync(other);
        (await second.FarewellAsync()).ShouldContain("too many connections");
        first.Dispose();

        await Eventually(async () =>
        {
            using var third = await StenoSoftware.ConnectAsync(other);
            await third.TypeAsync("UN\r");
            await Task.Delay(50, TestContext.Current.CancellationToken);
            return (await server.LinesAsync("fr")).Contains("UN");
        });
    }

    [Fact]
    public async Task A_silent_connection_is_closed()
    {
        await using var server = await StartAsync("--Steno:IdleAfter=00:00:01");
        var (port, _) = await server.IssueStenoAsync();

        using var silent = await StenoSoftware.ConnectAsync(port);

        (await silent.FarewellAsync()).ShouldBe("");
    }

    [Fact]
    public async Task A_program_whose_machine_went_off_is_let_go_and_what_it_had_begun_is_recorded_before_the_next_one_writes()
    {
        await using var server = await StartAsync("--Steno:IdleAfter=00:00:01");
        var (port, id) = await server.IssueStenoAsync();
        using var vanished = await StenoSoftware.ConnectAsync(port);
        await vanished.TypeAsync("THE MEETING ROSE");
        await HeardAsync(server, "ROSE");

        // Nothing more comes of it, not even a farewell.
        await Eventually(() => Task.FromResult(Ports(server).Find(id)?.From is null));
        using var next = await StenoSoftware.ConnectAsync(port, from: "127.0.0.2");
        await next.TypeAsync("AT NOON\r");

        await LinesAsync(server, "THE MEETING ROSE", "AT NOON");
        Ports(server).Find(id)!.TurnedAway.ShouldBeNull();
    }

    [Fact]
    public void Whether_a_connected_program_is_still_there_is_asked_by_the_system()
    {
        using var software = new Socket(SocketType.Stream, ProtocolType.Tcp);

        StenoConnection.Watch(software);

        int Option(SocketOptionName name) => (int)software.GetSocketOption(SocketOptionLevel.Tcp, name)!;
        ((int)software.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!).ShouldNotBe(0);
        (Option(SocketOptionName.TcpKeepAliveTime) + (Option(SocketOptionName.TcpKeepAliveInterval) * Option(SocketOptionName.TcpKeepAliveRetryCount))).ShouldBe(120);
    }

    [Fact]
    public async Task A_source_that_is_withdrawn_loses_its_port_at_once_and_the_port_is_free_again()
    {
        await using var server = await StartAsync();
        var (port, id) = await server.IssueStenoAsync();
        using var software = await StenoSoftware.ConnectAsync(port);
        await software.TypeAsync("BEFORE\r");
        await LinesAsync(server, "BEFORE");

        (await server.ChangeMeetingAsync(new RevokeCaptionSource(id))).Accepted.ShouldBeTrue();

        (await software.FarewellAsync()).Trim().ShouldBe(Rejections.UnknownSource.Message);
        await Eventually(async () => !await CanConnectAsync(port));
        Ports(server).Find(id).ShouldBeNull();
        await Eventually(() => Task.FromResult(Ports(server).Reserve() == port));
        (await server.LinesAsync()).ShouldBe(["BEFORE"]);
    }

    [Fact]
    public async Task A_session_that_closes_closes_its_ports_and_what_was_begun_is_recorded()
    {
        await using var server = await StartAsync();
        var (port, _) = await server.IssueStenoAsync();
        using var software = await StenoSoftware.ConnectAsync(port);
        await software.TypeAsync("THE MEETING ROSE");
        await HeardAsync(server, "ROSE");

        await using (var chair = await server.VisitAsync(Role.Chair))
        {
            var floor = await chair.ConnectAsync("/hubs/floor");
            (await floor.SendCommandAsync(nameof(IFloorHub.CloseSession), server.Session)).Rejection.ShouldBeNull();
        }

        (await software.FarewellAsync()).Trim().ShouldBe(Rejections.SessionClosed.Message);
        (await server.LinesAsync()).ShouldBe(["THE MEETING ROSE"]);
        await Eventually(async () => !await CanConnectAsync(port));
    }

    [Fact]
    public async Task A_server_that_stops_takes_what_was_sent_and_one_that_starts_opens_the_same_port()
    {
        var (log, ports) = (new InMemorySessionLog(), StenoSoftware.FreePorts(4));
        int port;
        await using (var server = await RunningServer.StartAsync(log, null, $"--Steno:Ports={ports}", "--Steno:Allow:0=127.0.0.1"))
        {
            await server.OpenSessionAsync();
            (port, _) = await server.IssueStenoAsync();
            using var software = await StenoSoftware.ConnectAsync(port);
            await software.TypeAsync("ONE\rAND HALF OF TWO");
            await HeardAsync(server, "HALF");
            await server.StopAsync();

            (await software.FarewellAsync()).Trim().ShouldBe(Rejections.Stopping.Message);
            (await server.LinesAsync()).ShouldBe(["ONE", "AND HALF OF TWO"]);
        }

        var app = Composition.Build(
            ["--urls=http://127.0.0.1:0", $"--LiveSession:Data={Directory.CreateTempSubdirectory("livesession-").FullName}", $"--Steno:Ports={ports}", "--Steno:Allow:0=127.0.0.1"],
            builder => builder.Services.AddSingleton<Core.Log.ISessionLog>(log));
        await using (app)
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            (await CanConnectAsync(port)).ShouldBeTrue();
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_port_that_other_software_has_is_opened_when_that_lets_it_go()
    {
        var ports = StenoSoftware.FreePorts(1);
        await using var server = await StartAsync($"--Steno:Ports={ports}");
        using var other = new TcpListener(System.Net.IPAddress.Any, int.Parse(ports.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture)) { ExclusiveAddressUse = true };
        other.Start();
        var (port, id) = await server.IssueStenoAsync();
        Ports(server).Find(id)!.IsOpen.ShouldBeFalse();

        other.Stop();
        await Eventually(() => Task.FromResult(Ports(server).Find(id)!.IsOpen));

        using var software = await StenoSoftware.ConnectAsync(port);
        await software.TypeAsync("NOW IT IS OPEN\r");
        await LinesAsync(server, "NOW IT IS OPEN");
    }

    [Fact]
    public async Task Without_ports_no_software_is_let_in_and_more_sources_than_ports_are_refused()
    {
        await using var none = await RunningServer.StartAsync();
        Ports(none).IsOffered.ShouldBeFalse();
        (await Ports(none).HandOutAsync((_, _) => Task.FromResult<Rejection?>(null), _ => Task.FromResult<Rejection?>(null))).ShouldBe((null, Rejections.StenoOff));
        (await none.ChangeMeetingAsync(new Core.Captions.IssueCaptionSource(
            CaptionSourceId.New(), none.Session, "Steno", "floor", "en", CaptionProtocol.Steno, "hash"))).Rejection.ShouldBe(Rejections.StenoOff);

        await using var some = await StartAsync();
        for (var port = 0; port < 4; port++)
        {
            await some.IssueStenoAsync();
        }

        (await Ports(some).HandOutAsync((_, _) => Task.FromResult<Rejection?>(null), _ => Task.FromResult<Rejection?>(null))).ShouldBe((null, Rejections.NoStenoPort));
    }

    [Fact]
    public async Task Two_nodes_never_hand_one_port_to_two_sources()
    {
        // They share the archive and hear nothing of each other but by looking.
        var settings = new[] { $"--Steno:Ports={StenoSoftware.FreePorts(8)}", "--Steno:Allow:0=127.0.0.0/8" };
        await using var here = await RunningServer.StartAsync([.. settings, "--Steno:Listen=127.0.0.1"]);
        await here.OpenSessionAsync();
        await using var there = await here.StartAnotherNodeAsync([.. settings, "--Steno:Listen=127.0.0.2"]);

        var handed = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => (number % 2 == 0 ? here : there).IssueStenoAsync()));

        handed.Select(source => source.Port).Distinct().Count().ShouldBe(6);
        await here.Services.GetRequiredService<Server.Meetings.MeetingDirectory>().WriterOf(here.Meeting).FreshStateAsync();
        foreach (var (port, id) in handed)
        {
            await Eventually(() => Task.FromResult(Ports(here).Find(id)?.IsOpen == true && Ports(here).Find(id)!.Number == port));
        }
    }

    [Fact]
    public void Wrong_settings_are_listed_all_at_once()
    {
        var options = new StenoOptions { Ports = "9740-x", Listen = "here", Allow = { "192.0.2.0/24", "192.0.2.0/33", "nowhere" } };

        var faults = options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)).Select(fault => fault.ErrorMessage!).ToList();

        faults.Count.ShouldBe(4);
        faults.ShouldContain(fault => fault.Contains("9740-x", StringComparison.Ordinal));
        faults.ShouldContain(fault => fault.Contains("192.0.2.0/33", StringComparison.Ordinal));
    }

    private static async Task<RunningServer> StartAsync(params string[] settings)
    {
        var server = await RunningServer.StartAsync([$"--Steno:Ports={StenoSoftware.FreePorts(4)}", "--Steno:Allow:0=127.0.0.0/8", .. settings]);
        await server.OpenSessionAsync();
        return server;
    }

    private static StenoPorts Ports(RunningServer server) => server.Services.GetRequiredService<StenoPorts>();

    private static Task LinesAsync(RunningServer server, params string[] lines) =>
        Eventually(async () => (await server.LinesAsync()).SequenceEqual(lines));

    private static Task HeardAsync(RunningServer server, string words) => Eventually(async () =>
    {
        var meeting = await server.Services.GetRequiredService<Server.Meetings.MeetingDirectory>().WriterOf(server.Meeting).StateAsync();
        return meeting.CaptionSources.All.Keys.Any(source =>
            server.Services.GetRequiredService<SourceDesk>().Find(source)?.Echo.Contains(words, StringComparison.Ordinal) == true);
    });

    private static async Task<bool> CanConnectAsync(int port)
    {
        try
        {
            using var software = await StenoSoftware.ConnectAsync(port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (var attempt = 0; !await isSo(); attempt++)
        {
            attempt.ShouldBeLessThan(400, "it did not come about");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }
}
