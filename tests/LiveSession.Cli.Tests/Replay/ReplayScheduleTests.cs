using LiveSession.Cli.Replay;
using LiveSession.Ingest.Files;

namespace LiveSession.Cli.Tests.Replay;

public sealed class ReplayScheduleTests
{
    private static readonly string Words160 = string.Join(' ', Enumerable.Repeat("word", 160));

    [Fact]
    public void Times_of_the_file_count_from_its_first_step_and_run_as_fast_as_wanted() =>
        ReplaySchedule.Of([At(600), At(601), At(660)], speed: 10).Select(due => due.TotalSeconds).ShouldBe([0, 0.1, 6]);

    [Fact]
    public void Text_without_times_is_paced_at_160_words_a_minute() =>
        ReplaySchedule.Of([Said(Words160), Said("one two"), Said("-- end")], speed: 1).Select(due => due.TotalSeconds).ShouldBe([0, 60, 60.75], 0.001);

    [Fact]
    public void Chinese_is_paced_at_320_characters_a_minute() =>
        ReplaySchedule.Of([Said(new string('會', 320)), Said("好")], speed: 2).Select(due => due.TotalSeconds).ShouldBe([0, 30], 0.001);

    [Fact]
    public void Speed_0_waits_for_nothing() =>
        ReplaySchedule.Of([At(0), At(3600)], speed: 0).ShouldBe([TimeSpan.Zero, TimeSpan.Zero]);

    [Theory]
    [InlineData("Good morning", "en")]
    [InlineData("各位，大家好 OK", "zh")]
    [InlineData("السيد الرئيس", "ar")]
    [InlineData("Доброе утро", "ru")]
    [InlineData("…", "en")]
    public void The_script_tells_the_likely_language(string text, string language) =>
        Script.LikelyLanguage([new LineStep(null, null, text)]).ShouldBe(language);

    private static LineStep At(double seconds) => new(TimeSpan.FromSeconds(seconds), null, "x");

    private static LineStep Said(string text) => new(null, null, text);
}
