namespace LiveSession.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("replay", "--help")]
    [InlineData("verify", "--help")]
    [InlineData("migrate", "--help")]
    [InlineData("export", "-h")]
    [InlineData("health", "--help")]
    [InlineData("analyse", "--help")]
    public async Task Help_teaches_with_examples_and_names_the_exit_codes(params string[] args)
    {
        var run = await ProgramRun.Of(args);

        run.Code.ShouldBe(0);
        run.Output.ShouldContain("Examples:");
        run.Output.ShouldContain("livesession " + (args.Length > 1 ? args[0] : "replay"));
        run.Output.ShouldContain("Exit codes:");
        run.Output.ShouldContain(" 2  ");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_written_to_a_file_carries_colours()
    {
        var run = await ProgramRun.Of("verify", "/nowhere");

        run.Error.ShouldContain("livesession:");
        run.Error.ShouldNotContain("\u001b");
    }
}
