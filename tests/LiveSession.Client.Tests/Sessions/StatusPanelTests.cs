using LiveSession.Client.Sessions;

namespace LiveSession.Client.Tests.Sessions;

public sealed class StatusPanelTests : ClientContext
{
    [Fact]
    public void An_archive_that_cannot_be_written_is_said_to_readers_and_marks_what_they_read_but_not_what_is_off_the_record_anyway()
    {
        Words(SampleSession.Open with { Unrecorded = true }).ShouldContain("Not recorded at this moment The archive cannot be written.");
        Words(SampleSession.Open with { Unrecorded = true, OffTheRecord = true }).ShouldNotContain("Not recorded");
        Words(SampleSession.Open).ShouldNotContain("Not recorded");
    }

    [Fact]
    public void A_session_that_sits_says_so() => Words(SampleSession.Open).ShouldBe("In session");

    [Fact]
    public void A_session_to_come_says_when_it_starts_on_the_meetings_clock()
    {
        var words = Words(SampleSession.Scheduled with { StartsAt = SampleSession.Ten.AddMinutes(25) });

        words.ShouldContain("Not open yet");
        words.ShouldContain("Tuesday 3 March 2026, 10:25–13:00, Zurich time (UTC+1)");
        words.ShouldContain("in 25 minutes");
    }

    [Fact]
    public void A_suspended_session_says_until_when() =>
        Words(SampleSession.Open with { Phase = SessionPhase.Suspended, ResumesAt = SampleSession.Ten.AddHours(5) })
            .ShouldBe("Suspended until 15:00, Zurich time (UTC+1)");

    [Fact]
    public void A_session_suspended_for_who_knows_how_long_only_says_that() =>
        Words(SampleSession.Open with { Phase = SessionPhase.Suspended }).ShouldBe("Suspended");

    [Fact]
    public void Off_the_record_is_said_with_what_it_means() =>
        Words(SampleSession.Open with { OffTheRecord = true }).ShouldBe("Off the record What is said now is shown here, and not kept.");

    [Fact]
    public void A_closed_session_leads_to_its_transcript()
    {
        var panel = Show(SampleSession.Open with { Phase = SessionPhase.Closed });

        panel.Find("a").TextContent.ShouldBe("Read the transcript");
        panel.Find("a").GetAttribute("href").ShouldBe("m/wgec-5/2/transcript");
    }

    [Theory]
    [InlineData(SessionPhase.Scheduled, "scheduled")]
    [InlineData(SessionPhase.Open, "open")]
    [InlineData(SessionPhase.Suspended, "suspended")]
    [InlineData(SessionPhase.Closed, "closed")]
    public void The_script_can_read_the_phase_off_the_panel(SessionPhase phase, string expected) =>
        Show(SampleSession.Open with { Phase = phase }).Find("[data-phase]").GetAttribute("data-phase").ShouldBe(expected);

    [Fact]
    public void Missing_captions_are_told_in_words_with_their_time() =>
        Words(SampleSession.Open with { SilentTracks = [Silent("floor", 4)] })
            .ShouldBe("In session No captions since 10:04 The captioner and the chair are told.");

    [Fact]
    public void Channels_on_which_captions_are_missing_are_named_each_with_its_time_where_there_are_several() =>
        Words(TwoOfThreeSilent)
            .ShouldBe("In session No captions since 10:04 (As spoken) No captions since 10:06 (Français) The captioner and the chair are told.");

    [Fact]
    public void A_reader_is_told_of_missing_captions_on_the_channels_they_read_only()
    {
        Told(TwoOfThreeSilent, "fr", "en").ShouldBe(["No captions since 10:06 (Français)", "The captioner and the chair are told."]);
        Told(TwoOfThreeSilent, "en").ShouldBeEmpty();
        Told(TwoOfThreeSilent, [null]).Length.ShouldBe(3);
    }

    [Fact]
    public void French_speaks_of_the_sitting()
    {
        Speak("fr");

        Words(SampleSession.Open with { Phase = SessionPhase.Suspended, ResumesAt = SampleSession.Ten.AddHours(5) })
            .ShouldBe("Séance suspendue jusqu’à 15\u00a0h\u00a000, heure de Zurich (UTC+1)");
    }

    private static SessionView TwoOfThreeSilent => SampleSession.Open with
    {
        SilentTracks = [Silent("floor", 4), Silent("fr", 6)],
        Pens = [Pen("floor"), Pen("fr"), Pen("en")],
    };

    private static SilentTrackView Silent(string track, int minutes) => new(track, SampleSession.Ten.AddMinutes(minutes));

    private static PenView Pen(string track) => new(track, ParticipantId.New(), "Cap Tioner", SampleSession.Ten, Offered: false);

    private string Words(SessionView session) => Show(session).Nodes.Words();

    private string[] Told(SessionView session, params string?[] read) =>
        [.. Render<StatusPanel>(p => p.Add(panel => panel.Session, session).Add(panel => panel.Read, read))
            .FindAll("[data-silence]:not([hidden])").Select(note => note.TextContent)];

    private IRenderedComponent<StatusPanel> Show(SessionView session) => Render<StatusPanel>(p => p.Add(panel => panel.Session, session));
}
