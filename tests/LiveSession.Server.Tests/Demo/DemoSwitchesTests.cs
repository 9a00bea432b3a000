using LiveSession.Server.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Tests.Demo;

public sealed class DemoSwitchesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("livesession-switches-").FullName;

    private string Real => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_switches_are_taken_out_of_the_command_line()
    {
        string[] args = ["--demo", "--fresh", "--urls", "http://localhost:5001"];

        DemoSwitches.Read(ref args).ShouldBe(new DemoSwitches(true, true));

        args.ShouldBe(["--urls", "http://localhost:5001"]);
    }

    [Fact]
    public void Starting_afresh_without_a_demonstration_is_refused()
    {
        string[] args = ["--fresh"];

        Should.Throw<OptionsValidationException>(() => DemoSwitches.Read(ref args)).Message.ShouldContain("--demo");
    }

    [Fact]
    public void Starting_afresh_removes_the_demonstrations_data_and_nothing_else()
    {
        Directory.CreateDirectory(Real);
        File.WriteAllText(Path.Combine(Real, "livesession.db"), "real");
        Apply(fresh: false).ShouldBe(Real + "-demo");
        File.WriteAllText(Path.Combine(Real + "-demo", "livesession.db"), "played");

        Apply(fresh: false);
        File.Exists(Path.Combine(Real + "-demo", "livesession.db")).ShouldBeTrue();
        Apply(fresh: true);

        File.Exists(Path.Combine(Real + "-demo", "livesession.db")).ShouldBeFalse();
        File.ReadAllText(Path.Combine(Real, "livesession.db")).ShouldBe("real");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_holds_something_else_is_not_touched(bool fresh)
    {
        Directory.CreateDirectory(Real + "-demo");
        File.WriteAllText(Path.Combine(Real + "-demo", "livesession.db"), "somebody's");

        Should.Throw<OptionsValidationException>(() => Apply(fresh)).Message.ShouldContain("something else");

        File.ReadAllText(Path.Combine(Real + "-demo", "livesession.db")).ShouldBe("somebody's");
    }

    [Fact]
    public void A_configured_archive_is_left_alone()
    {
        var builder = Builder($"--Storage:Sqlite:Path={Path.Combine(Real, "archive.db")}");

        new DemoSwitches(true, false).Apply(builder);

        builder.Configuration["Storage:Sqlite:Path"].ShouldBe(Path.Combine(Real + "-demo", "livesession.db"));
    }

    [Fact]
    public void Nodes_of_a_real_installation_hear_nothing_of_a_demonstration()
    {
        var builder = Builder("--ConnectionStrings:Postgres=Host=db;Database=real", "--ConnectionStrings:Redis=redis:6379");

        new DemoSwitches(true, false).Apply(builder);

        builder.Configuration["ConnectionStrings:Postgres"].ShouldBeNull();
        builder.Configuration["ConnectionStrings:Redis"].ShouldBeNull();
    }

    private WebApplicationBuilder Builder(params string[] args) => WebApplication.CreateBuilder([$"--LiveSession:Data={Real}", .. args]);

    private string? Apply(bool fresh)
    {
        var builder = Builder();
        new DemoSwitches(true, fresh).Apply(builder);
        return builder.Configuration["LiveSession:Data"];
    }
}
