using System.Net;
using System.Net.Sockets;
using LiveSession.Core.Log;
using LiveSession.Server.Operations;
using LiveSession.Storage.Sqlite;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_server_on_the_same_archive_is_refused_in_words_whatever_its_folder(bool named)
    {
        var (one, another) = (Directory.CreateTempSubdirectory("livesession-").FullName, Directory.CreateTempSubdirectory("livesession-").FullName);
        var archive = named ? Path.Combine(Directory.CreateTempSubdirectory("livesession-").FullName, "shared.db") : new DataFolder(one).Archive;
        await using var first = Composition.Build(
            [$"--LiveSession:Data={one}", "--urls=http://127.0.0.1:0", .. named ? [$"--Storage:Sqlite:Path={archive}"] : Array.Empty<string>()]);
        await first.StartAsync(TestContext.Current.CancellationToken);
        await using var second = Composition.Build([$"--LiveSession:Data={another}", $"--Storage:Sqlite:Path={archive}", "--urls=http://127.0.0.1:0"]);

        var fault = await Should.ThrowAsync<Exception>(() => second.StartAsync(TestContext.Current.CancellationToken));

        StartupFaults.Explain(fault).Single().ShouldBe($"The archive cannot be used: another server uses the archive {archive}.");
    }

    [Theory]
    [InlineData("--ConnectionStrings:Redis=redis://:secret@redis:6379", "ConnectionStrings:Redis cannot be read: it is written HOST:PORT,password=…,ssl=true and not as an address with ://.")]
    [InlineData("--ConnectionStrings:Postgres=postgres://me:secret@db/livesession", "ConnectionStrings:Postgres cannot be read: it is written Host=…;Database=…;Username=…;Password=… and not as an address with ://.")]
    public void An_address_for_a_connection_string_is_refused_with_how_it_is_written(string setting, string said)
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;

        var fault = Should.Throw<Exception>(() => Composition.Build([$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0", setting]));

        StartupFaults.Explain(fault).Single().ShouldBe(said);
    }

    [Fact]
    public void A_setting_that_cannot_be_read_is_said_plainly()
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;

        var fault = Should.Throw<Exception>(() => Composition.Build([$"--LiveSession:Data={data}", "--Limits:LineLength=abc"]));

        StartupFaults.Explain(fault).Single().ShouldContain("LineLength");
    }

    [Theory]
    [InlineData("Redis:Prefx", "Redis:Prefix")]
    [InlineData("Limits:LineLenght", "Limits:LineLength")]
    [InlineData("Storage:Postgres:WriteWihtin", "Storage:Postgres:WriteWithin")]
    [InlineData("Storage:Postgress:WriteWithin", "Storage:Postgres:WriteWithin")]
    [InlineData("ConnectionStrings:Postgress", "ConnectionStrings:Postgres")]
    [InlineData("drain:notices", "Drain:Notice")]
    [InlineData("Limit:LineLength", "Limits:LineLength")]
    [InlineData("Proxy:Trusted:0", "Proxy:Trust")]
    public void A_setting_that_nobody_reads_is_refused_with_the_name_it_was_meant_for(string written, string meant)
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;

        var fault = Should.Throw<Exception>(() => Composition.Build([$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0", $"--{written}=1", "--Broadcast:Ring=1"]));

        // Together with everything else that is wrong.
        StartupFaults.Explain(fault).ShouldBe(
            [$"{written} is no setting of this server. The nearest is {meant}.", "Broadcast:Ring: The field Ring must be between 16 and 100000."], ignoreOrder: true);
    }

    [Theory]
    [InlineData("ConnectionStrings_Postgres", "ConnectionStrings__Postgres")]
    [InlineData("Drain_Notice", "Drain__Notice")]
    [InlineData("storage_postgres_writeWithin", "storage__postgres__writeWithin")]
    [InlineData("Proxy_Trust_0", "Proxy__Trust__0")]
    public void A_name_with_one_underscore_for_a_colon_is_refused_with_how_it_is_written(string written, string meant)
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;

        var fault = Should.Throw<Exception>(() => Composition.Build([$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0", $"--{written}=1"]));

        StartupFaults.Explain(fault).ShouldBe([$"{written} is no setting of this server: in the environment two underscores stand for each colon. Write {meant}."]);
    }

    [Fact]
    public async Task Connection_strings_that_NET_takes_from_variables_of_other_programs_are_left_alone_and_a_slip_in_ours_is_not()
    {
        // These names are no settings to any other server that starts meanwhile.
        Environment.SetEnvironmentVariable("SQLCONNSTR_TestsElsewhere", "Server=elsewhere");
        Environment.SetEnvironmentVariable("CUSTOMCONNSTR_TestsOther", "other");
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;
        string[] settings = [$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0"];

        await using var app = Composition.Build(settings);

        app.Configuration["ConnectionStrings:TestsElsewhere_ProviderName"].ShouldNotBeNull();
        app.Configuration["ConnectionStrings:TestsOther"].ShouldBe("other");
        // As POSTGRESQLCONNSTR_Postgres is read.
        await using var ours = Composition.Build([.. settings, "--ConnectionStrings:Postgres=Host=db;Database=livesession;Username=me", "--ConnectionStrings:Postgres_ProviderName=Npgsql"]);
        StartupFaults.Explain(Should.Throw<Exception>(() => Composition.Build([.. settings, "--ConnectionStrings:Postgress=Host=db", "--ConnectionStrings:Database=x"]))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_set_for_other_programs_is_left_alone_and_so_are_lists_and_other_cases()
    {
        var data = Directory.CreateTempSubdirectory("livesession-").FullName;

        await using var app = Composition.Build(
            [$"--LiveSession:Data={data}", "--urls=http://127.0.0.1:0", "--Otherwise:LineLength=1", "--proxy:trust:0=10.0.0.1", "--LIMITS:LINELENGTH=2000", "--Redis=elsewhere", "--REDIS_PREFIX=elsewhere"]);

        SettingNames.Known.Length.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_fault_nobody_foresaw_keeps_its_stack_trace() =>
        StartupFaults.Explain(new InvalidOperationException("a bug")).ShouldBeEmpty();

    [Fact]
    public void An_archive_that_cannot_be_used_is_said_plainly() =>
        StartupFaults.Explain(new LogUnavailableException("the database file is damaged")).ShouldBe(["The archive cannot be used: the database file is damaged."]);
}
