namespace LiveSession.Cli.Tests.Analyse;

public sealed class AnalyseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_caption_file_becomes_an_analysis_that_names_its_provider_and_says_it_is_a_machines()
    {
        var file = _folder.PathOf("captions.vtt");
        await File.WriteAllTextAsync(file, """
            WEBVTT

            00:00:01.000 --> 00:00:04.000
            <v Amina Ould>Enhanced cooperation on Internet policy is in A/RES/70/125.

            00:00:04.000 --> 00:00:08.000
            <v Amina Ould>Brazil and the ITU spoke of enhanced cooperation.

            00:00:08.000 --> 00:00:12.000
            <v Pedro Sanchez>Please write to me at pedro@example.org.
            """, TestContext.Current.CancellationToken);

        var run = await ProgramRun.Of("analyse", file);

        run.Code.ShouldBe(0, run.Error);
        var analysis = run.Json();
        analysis.GetProperty("label").GetString().ShouldBe("Automatically generated; not part of the record.");
        analysis.GetProperty("providers")[0].GetString().ShouldBe("embedded 1");
        analysis.GetProperty("keyPhrases").ToString().ShouldContain("nhanced cooperation");
        analysis.GetProperty("named").EnumerateArray().Select(named => named.GetProperty("name").GetString()).ShouldBe(
            ["A/RES/70/125", "Brazil", "International Telecommunication Union"], ignoreOrder: true);
        var said = analysis.GetProperty("interventions");
        said.GetArrayLength().ShouldBe(2);
        said[0].GetProperty("language").GetProperty("code").GetString().ShouldBe("en");
        said[1].GetProperty("personalData")[0].GetProperty("text").GetString().ShouldBe("pedro@example.org");
    }

    [Fact]
    public async Task Words_in_another_language_than_was_said_are_flagged()
    {
        var file = _folder.PathOf("meeting.txt");
        await File.WriteAllTextAsync(file, ">> ANNA: Je vous remercie, nous allons maintenant examiner le projet de rapport du groupe.\n>> BEN: I agree with the chair that we should read the draft report of the group.\n", TestContext.Current.CancellationToken);

        var run = await ProgramRun.Of("analyse", file, "--language", "fr");

        run.Json().GetProperty("interventions").EnumerateArray().Select(said => said.GetProperty("languageDiffers").GetBoolean()).ShouldBe([false, true]);
    }

    [Fact]
    public async Task A_file_without_captions_is_exit_code_2_and_said_so()
    {
        var file = _folder.PathOf("empty.vtt");
        await File.WriteAllTextAsync(file, "WEBVTT\n", TestContext.Current.CancellationToken);

        var run = await ProgramRun.Of("analyse", file);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("cannot be read");
    }
}
