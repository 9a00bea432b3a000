using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Tests.Files;

public sealed class IrcLogTests
{
    [Fact]
    public void Captions_and_the_queue_are_read_and_chatter_is_counted()
    {
        var reading = CaptionFile.Read("""
            [2023-02-07T17:00:00.000Z]	<Ana>	present+
            [2023-02-07T17:00:01.000Z]	<Transcriber>	scribe+
            [2023-02-07T17:00:02.000Z]	<Transcriber>	Meeting: weekly
            [2023-02-07T17:00:03.000Z]	<Ana>	q+ to ask about time
            [2023-02-07T17:00:04.500Z]	<Ben>	ack an
            [2023-02-07T17:00:05.000Z]	<Transcriber>	Ana:  thanks
              for that.
            [2023-02-07T17:00:06.000Z]	<Ana>	https://example.org/
            [2023-02-07T17:00:07.000Z]	<Ben>	q-
            """);

        reading.Steps.ShouldBe([
            new FloorRequestStep(TimeSpan.Zero, "Ana", "to ask about time"),
            new FloorGrantStep(TimeSpan.FromSeconds(1.5), "Ana"),
            new LineStep(TimeSpan.FromSeconds(2), "Ana", "thanks for that."),
            new FloorWithdrawStep(TimeSpan.FromSeconds(4), "Ben"),
        ]);
        reading.Ignored.ShouldBe(4);
    }

    [Fact]
    public void A_person_who_scribes_is_read_like_the_machine() =>
        Read("<ana> scribe+ cy\n<cy> Ben: Hello.\n<cy> ... and good bye.\n<cy> Topic: Lunch\n<ben> Cy: not a caption").ShouldBe([
            new LineStep(TimeSpan.FromMinutes(1), "Ben", "Hello."),
            new LineStep(TimeSpan.FromMinutes(2), "Ben", "and good bye."),
        ]);

    [Fact]
    public void Somebody_else_can_be_put_into_the_queue_and_taken_out() =>
        Read("<ana> hi\n<ben> q+ ana\n<ben> q- ana\n<ben> q+ ana is right", captions: false).ShouldBe([
            new FloorRequestStep(TimeSpan.FromMinutes(1), "ana"),
            new FloorWithdrawStep(TimeSpan.FromMinutes(2), "ana"),
            new FloorRequestStep(TimeSpan.FromMinutes(3), "ben", "ana is right"),
        ]);

    [Fact]
    public void Later_means_behind_the_others() =>
        Read("<ana> q+\n<ana> q- later", captions: false).ShouldBe([
            new FloorRequestStep(TimeSpan.Zero, "ana"),
            new FloorWithdrawStep(TimeSpan.FromMinutes(1), "ana"),
            new FloorRequestStep(TimeSpan.FromMinutes(1), "ana"),
        ]);

    [Fact]
    public void A_log_with_times_of_day_goes_on_after_midnight()
    {
        var reading = CaptionFile.Read("23:59:00 <Transcriber> Ana: before\n00:01:00 <Transcriber> Ana: after");

        reading.Lines.Select(line => line.At).ShouldBe([TimeSpan.Zero, TimeSpan.FromMinutes(2)]);
    }

    // One message a minute; a first caption keeps a log without any from being refused.
    private static IEnumerable<FileStep> Read(string messages, bool captions = true)
    {
        var lines = messages.Split('\n').Select((message, n) => FormattableString.Invariant($"[2023-02-07T17:{n:00}:00Z] {message}"));
        var added = captions ? [] : new[] { "[2023-02-07T18:00:00Z] <Transcriber> Ana: end" };
        var steps = CaptionFile.Read(string.Join('\n', lines.Concat(added))).Steps;
        return captions ? steps.Select(step => step with { At = step.At + TimeSpan.FromMinutes(1) }) : WithFirstMinute(steps, messages);
    }

    private static IEnumerable<FileStep> WithFirstMinute(ImmutableArray<FileStep> steps, string messages)
    {
        var first = messages.Split('\n').TakeWhile(message => !message.Contains("> q", StringComparison.Ordinal)).Count();
        return steps.Where(step => step is not LineStep).Select(step => step with { At = step.At + TimeSpan.FromMinutes(first) });
    }
}
