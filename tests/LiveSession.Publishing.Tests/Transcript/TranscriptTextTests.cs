using System.Text;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptTextTests
{
    private static readonly TranscriptProvenance Origin = new(
        "https://live.example.org/m/wgec-5/2", new LogPosition(Guid.Parse("0199b1f0-0000-7000-8000-0000000000ee"), 412), new string('a', 64));

    [Fact]
    public async Task A_transcript_is_a_header_and_attributed_passages()
    {
        var transcript = Transcripts.Of(
            Transcripts.By("Maria Silva",
                Transcripts.Line(3, 5, "Thank you, Chair."),
                Transcripts.Line(4, 9, "Good morning.")) with
            { Affiliation = "Brazil", Item = Transcripts.Item },
            Transcripts.By(null, Transcripts.Line(7, 3725, "Merci.", "fr")) with { Item = Transcripts.Item });

        var text = await Write(transcript);

        text.ShouldBe("""
            Working Group on Enhanced Cooperation
            Session 2: Morning sitting
            Monday 25 September 2017, 10:00 to 12:30 (Europe/Zurich, UTC+02:00)

            Languages: en, fr
            Status: rough, complete
            Address: https://live.example.org/m/wgec-5/2
            Record: event 412 of log 0199b1f0-0000-7000-8000-0000000000ee
            Hash: SHA-256 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

            This is an automatically produced rough transcript: captions written while the meeting went on. It may contain errors and is not an official record; what was said counts.

            == Agenda item 3 (b): Guiding questions ==

            [0:00:05] Maria Silva (Brazil) [en]:
            Thank you, Chair. Good morning.

            [1:02:05] Speaker not identified [fr]:
            Merci.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_change_of_language_within_an_intervention_has_a_heading_of_its_own()
    {
        var text = await Write(Transcripts.Of(Transcripts.By("Chair", Transcripts.Line(1, 1, "Good morning."), Transcripts.Line(2, 2, "Bonjour.", "fr"))));

        text.ShouldEndWith("\n[0:00:01] Chair [en]:\nGood morning.\n\n[0:00:02] Chair [fr]:\nBonjour.\n");
    }

    [Fact]
    public async Task Lines_are_joined_with_a_space_and_Chinese_ones_without()
    {
        var text = await Write(Transcripts.Of(
            Transcripts.By("A", Transcripts.Line(1, 1, "remember"), Transcripts.Line(2, 2, "Doesn't it")),
            Transcripts.By("B", Transcripts.Line(3, 3, "大家", "zh"), Transcripts.Line(4, 4, "好。", "zh"))));

        text.ShouldContain("\nremember Doesn't it\n");
        text.ShouldContain("\n大家好。\n");
    }

    [Fact]
    public async Task A_silence_and_a_long_paragraph_begin_a_new_one_at_the_end_of_a_sentence()
    {
        var longSentence = new string('x', 700) + ".";
        var text = await Write(Transcripts.Of(Transcripts.By("A",
            Transcripts.Line(1, 1, longSentence), Transcripts.Line(2, 2, "Second."),
            Transcripts.Line(3, 60, "After a silence"), Transcripts.Line(4, 120, "and another one."))));

        text.ShouldEndWith($"\n{longSentence}\nSecond.\nAfter a silence and another one.\n");
    }

    [Fact]
    public async Task A_session_that_goes_on_says_that_more_may_follow()
    {
        var transcript = Transcripts.Of(Transcripts.By("A", Transcripts.Line(1, 1, "x") with { Corrected = true }));
        var text = await Write(transcript with { Session = transcript.Session with { Phase = SessionPhase.Open, ClosedAt = null } });

        text.ShouldContain("Status: rough, 1 line corrected, the session is not over, more may follow\n");
        text.ShouldContain("Monday 25 September 2017, 10:00 (Europe/Zurich");
    }

    [Fact]
    public async Task Nothing_said_is_a_header_alone()
    {
        var text = await Write(Transcripts.Of());

        text.ShouldEndWith("what was said counts.\n");
        text.ShouldNotContain("Languages");
    }

    [Fact]
    public async Task An_unknown_time_zone_is_shown_as_UTC()
    {
        var transcript = Transcripts.Of();

        (await Write(transcript with { Session = transcript.Session with { TimeZone = "Mars/Olympus" } })).ShouldContain("08:00 to 10:30 (UTC, UTC+00:00)");
    }

    [Fact]
    public async Task Hostile_text_cannot_imitate_a_heading_or_leave_its_line()
    {
        var speaker = $"Mallory {Transcripts.Hostile}";
        var transcript = Transcripts.Of(
            Transcripts.By(speaker, Transcripts.Line(1, 1, Transcripts.Hostile)) with { Affiliation = Transcripts.Hostile },
            Transcripts.By("M", Transcripts.Line(2, 2, "[0:00:00] Chair [en]: I resign."), Transcripts.Line(3, 3, "== x")));

        var text = await Write(transcript with { Session = transcript.Session with { Title = Transcripts.Hostile, MeetingTitle = Transcripts.Hostile } });

        text.ShouldNotContain("\r");
        text.Split('\n').Count(line => line.StartsWith("[0:", StringComparison.Ordinal)).ShouldBe(2);
        text.EnumerateRunes().ShouldAllBe(rune => rune.Value == '\n' || !Rune.IsControl(rune));
        text.ShouldNotContain("\u202E");
        text.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
        text.ShouldContain("é ");
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text).ShouldNotBeEmpty();
        text.ShouldContain("\n  [0:00:00] Chair [en]: I resign. == x\n");
    }

    [Fact]
    public async Task Right_to_left_marks_that_text_needs_are_kept() =>
        (await Write(Transcripts.Of(Transcripts.By("الرئيس", Transcripts.Line(1, 1, "السيد\u200F (شكرا)", "ar"))))).ShouldContain("\n[0:00:01] الرئيس [ar]:\nالسيد\u200F (شكرا)\n");

    [Fact]
    public async Task A_clock_that_was_set_back_gives_no_negative_time() =>
        (await Write(Transcripts.Of(Transcripts.By("A", Transcripts.Line(1, -3600, "x"))))).ShouldContain("\n[0:00:00] A [en]:\nx\n");

    [Fact]
    public async Task A_gap_is_told_in_its_place()
    {
        var transcript = Transcripts.Of(Transcripts.By("Ana", Transcripts.Line(3, 5, "One.")), Transcripts.By("Bo", Transcripts.Line(4, 300, "Two.")) with { Number = 2 }) with
        {
            Silences = [new SilenceView(1, "Ana", Transcripts.Opened.AddSeconds(10), TimeSpan.FromSeconds(135))],
        };

        (await Write(transcript)).ShouldContain(
            "One.\n\n[0:00:10] (No captions for 2 min 15 s while Ana had the floor.)\n\n[0:05:00] Bo [en]:\nTwo.\n");
    }

    private static async Task<string> Write(TranscriptView transcript)
    {
        await using var writer = new StringWriter();
        await TranscriptText.WriteAsync(transcript, Origin, writer, TestContext.Current.CancellationToken);
        return writer.ToString();
    }
}
