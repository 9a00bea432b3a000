using LiveSession.Cli.Tests.Replay;

namespace LiveSession.Cli.Tests.Export;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("text", "txt")]
    [InlineData("cart", "cart.txt")]
    [InlineData("vtt", "vtt")]
    [InlineData("srt", "srt")]
    [InlineData("ttml", "ttml")]
    [InlineData("html", "html")]
    [InlineData("json", "json")]
    [InlineData("akn", "akn")]
    [InlineData("tei", "tei")]
    [InlineData("log", "jsonl")]
    public async Task A_transcript_is_fetched_in_each_format(string format, string ending)
    {
        await using var server = await StubServer.StartAsync();

        var printed = await ProgramRun.Of("export", "--server", server.Address.AbsoluteUri, "--session", "wg-1/1", "--format", format);
        var saved = await ProgramRun.Of("export", "--server", server.Address.AbsoluteUri, "--session", "wg-1/1", "--format", format, "--out", _folder.PathOf("t"));

        printed.ShouldBe(new ProgramRun(0, $"transcript as {ending}: é\n", ""));
        saved.Code.ShouldBe(0);
        (await File.ReadAllTextAsync(_folder.PathOf("t"), TestContext.Current.CancellationToken)).ShouldBe($"transcript as {ending}: é\n");
        File.Exists(_folder.PathOf("t.part")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_document_goes_to_a_file_and_not_to_the_terminal()
    {
        await using var server = await StubServer.StartAsync();

        var printed = await ProgramRun.Of("export", "--server", server.Address.AbsoluteUri, "--session", "wg-1/1", "--format", "docx");
        var saved = await ProgramRun.Of("export", "--server", server.Address.AbsoluteUri, "--session", "wg-1/1", "--format", "docx", "--out", _folder.PathOf("t.docx"));

        printed.Code.ShouldBe(2);
        printed.Output.ShouldBeEmpty();
        printed.Error.ShouldContain("--out names the file");
        saved.Code.ShouldBe(0);
        (await File.ReadAllTextAsync(_folder.PathOf("t.docx"), TestContext.Current.CancellationToken)).ShouldBe("transcript as docx: é\n");
    }

    [Fact]
    public async Task A_transcript_that_is_not_there_leaves_no_file_and_says_so()
    {
        await using var server = await StubServer.StartAsync();

        var run = await ProgramRun.Of("export", "--server", server.Address.AbsoluteUri, "--session", "wg-1/7", "--out", _folder.PathOf("t"));

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("has no such transcript");
        Directory.EnumerateFiles(Path.GetDirectoryName(_folder.PathOf("t"))!).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        await using var server = await StubServer.StartAsync();

        var run = await ProgramRun.Of("export", "--server", server.Address.AbsoluteUri, "--session", "wg-1/1", "--out", _folder.PathOf("nowhere/t"));

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("nowhere/t cannot be written");
    }

    [Fact]
    public async Task A_server_that_is_away_is_named()
    {
        var run = await ProgramRun.Of("export", "--server", "http://127.0.0.1:9", "--session", "wg-1/1");

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("http://127.0.0.1:9/ cannot be reached");
    }

    [Theory]
    [InlineData("export", "--server", "http://localhost", "--session", "wg-1")]
    [InlineData("export", "--server", "http://localhost", "--session", "wg-1/one")]
    [InlineData("export", "--server", "http://localhost", "--session", "wg-1/1", "--format", "pdf")]
    [InlineData("export", "--server", "localhost", "--session", "wg-1/1")]
    [InlineData("export", "--session", "wg-1/1")]
    public async Task Bad_usage_is_explained_and_is_exit_code_2(params string[] args)
    {
        var run = await ProgramRun.Of(args);

        run.Code.ShouldBe(2);
        run.Error.ShouldNotBeEmpty();
    }

    public void Dispose() => _folder.Dispose();
}
