using LiveSession.Server.Demo;

namespace LiveSession.Server.Tests.Demo;

public sealed class ScreenplayTests
{
    private const string Head = """
        meeting harbours: A meeting
        zone: UTC
        session: A sitting
        item 1: Opening
        person chair: Ada Chair | Halvoria | government | chair | hall
        person cap: Cap Writer | Captioning | none | captioner | remote
        person ana: Ana Speaker | Talmaria | government | member | hall

        """;

    private static readonly Screenplay Play = Screenplay.Read();

    [Fact]
    public void The_play_of_the_product_lasts_ten_minutes_or_more_at_natural_speed() =>
        Play.Length.ShouldBeInRange(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(25));

    [Fact]
    public void Eight_or_more_people_speak_in_the_hall_and_elsewhere()
    {
        var speakers = Play.Scenes.Select(scene => scene.What).OfType<Cue.Say>().Select(line => Play.Member(line.Speaker)).Distinct().ToList();

        speakers.Count.ShouldBeGreaterThanOrEqualTo(8);
        speakers.Count(speaker => speaker.Place is Place.Hall).ShouldBeGreaterThan(2);
        speakers.Count(speaker => speaker.Place is Place.Remote).ShouldBeGreaterThan(2);
    }

    [Fact]
    public void English_French_and_Arabic_are_spoken() =>
        Play.Scenes.Select(scene => scene.What).OfType<Cue.Say>().Select(line => line.Language).Distinct().Order()
            .ShouldBe(["ar", "en", "fr"]);

    [Fact]
    public void A_remote_observer_asks_for_the_floor_is_given_it_and_speaks()
    {
        var cues = Play.Scenes.Select(scene => scene.What).ToList();
        var observer = Play.Cast.Single(member => member is { Entry.Role: Role.Observer, Place: Place.Remote }).Key;

        var asked = cues.FindIndex(cue => cue is Cue.AskForFloor ask && ask.Speaker == observer);
        var given = cues.FindIndex(cue => cue is Cue.GiveFloor give && give.To == observer);
        var spoke = cues.FindIndex(cue => cue is Cue.Say line && line.Speaker == observer);

        asked.ShouldBeGreaterThanOrEqualTo(0);
        given.ShouldBeGreaterThan(asked);
        spoke.ShouldBeGreaterThan(given);
    }

    [Fact]
    public void The_whole_agenda_is_taken_up_in_order() =>
        Play.Scenes.Select(scene => scene.What).OfType<Cue.TakeUp>().Select(taken => taken.Item)
            .ShouldBe(Play.Agenda.Select(item => item.Number));

    [Fact]
    public void The_play_leaves_the_record_suspends_corrects_a_caption_and_closes()
    {
        var cues = Play.Scenes.Select(scene => scene.What.GetType()).ToList();

        foreach (var needed in new[] { typeof(Cue.GoOffTheRecord), typeof(Cue.Suspend), typeof(Cue.Correct) })
        {
            cues.ShouldContain(needed);
        }

        cues[^1].ShouldBe(typeof(Cue.Close));
    }

    [Fact]
    public void One_chair_whom_a_guest_joins_and_a_second_captioner_are_there() =>
        (Play.Cast.Count(member => member.Entry.Role is Role.Chair), Play.Cast.Count(member => member.Entry.Role is Role.Captioner))
            .ShouldBe((1, 2));

    [Fact]
    public void A_line_without_a_time_takes_as_long_as_its_words()
    {
        var scenes = Parse(".open", "chair: " + string.Join(' ', Enumerable.Repeat("word", 150)), "chair [7s]: word", ".close").Scenes;

        scenes[1].Lasts.ShouldBe(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1));
        scenes[2].Lasts.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void Every_scene_knows_how_the_session_stands()
    {
        var scenes = Parse(".open", ".item 1", ".ask ana", ".give next", "ana: Thank you.", ".suspend", ".resume", ".close").Scenes;

        scenes[4].Before.ShouldBe(new Standing(SessionPhase.Open, false, "1", 1, "ana"));
        scenes[6].Before.ShouldBe(new Standing(SessionPhase.Suspended, false, "1", 1, null));
        scenes[7].After.ShouldBe(new Standing(SessionPhase.Closed, false, "1", 1, null));
    }

    [Fact]
    public void A_correction_changes_the_latest_line_that_says_it()
    {
        var scenes = Parse(".open", "chair: forty", "chair: forty faults", "chair: thanks", ".correct forty -> fourteen", ".close").Scenes;

        scenes[4].What.ShouldBe(new Cue.Correct(2, "fourteen faults"));
    }

    [Fact]
    public void A_begun_session_goes_on_at_the_scene_where_its_record_ends()
    {
        var play = Parse(".open", "chair: one", ".ask ana", ".give ana", "ana: two", "ana: three", ".close");

        play.SceneAt(Standing.Start, 0).ShouldBe(0);
        play.SceneAt(play.Scenes[4].Before, 1).ShouldBe(4);
        play.SceneAt(play.Scenes[4].Before, 2).ShouldBe(5);
        play.SceneAt(play.Scenes[4].Before, 9).ShouldBeNull();
        play.SceneAt(null, 2).ShouldBe(5);
    }

    [Theory]
    [InlineData("nobody: Words.", "nobody in the cast")]
    [InlineData("Words without a speaker", "neither a cue nor a line")]
    [InlineData(".dance", "no cue \".dance\"")]
    [InlineData(".item 7", "no item \"7\"")]
    [InlineData(".give ana", "has not asked")]
    [InlineData(".give next", "has not asked")]
    [InlineData(".end", "as the session stands")]
    [InlineData(".on-record", "as the session stands")]
    [InlineData(".open", "as the session stands")]
    [InlineData(".pause long", "no time such as")]
    [InlineData("chair [x]: Words.", "no time such as")]
    [InlineData(".correct this", "WRONG -> RIGHT")]
    [InlineData(".correct this -> that", "no line on the record says")]
    [InlineData("person bo: Bo | Nowhere | martian | member | hall", "stakeholder group \"martian\"")]
    [InlineData("person bo: Bo | Nowhere | government | king | hall", "\"king\" is none of")]
    [InlineData("person bo: Bo | Nowhere", "a person is written")]
    [InlineData("person ana: Ana | Nowhere | government | member | hall", "in the cast already")]
    public void A_fault_names_its_line(string statement, string reason)
    {
        var fault = Should.Throw<FormatException>(() => Parse(".open", statement, ".close"));

        fault.Message.ShouldStartWith("Line 9: ");
        fault.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_play_that_does_not_close_its_session_is_refused() =>
        Should.Throw<FormatException>(() => Parse(".open")).Message.ShouldContain("does not close");

    [Fact]
    public void The_seed_has_the_play_now_and_two_sittings_to_come_one_of_them_tomorrow()
    {
        var now = new DateTimeOffset(2030, 3, 4, 9, 7, 0, TimeSpan.Zero);

        var seed = DemoSeed.Of(Play, now);

        seed.Meeting.Sessions.Select(session => session.StartsAt).ShouldBe(
            [now.AddMinutes(-7), now.AddMinutes(-7).AddHours(5), now.AddMinutes(-7).AddDays(1)]);
        seed.Roster.Entries.Length.ShouldBe(Play.Cast.Length);
        seed.Meeting.Agenda.ShouldBe(Play.Agenda);
    }

    private static Screenplay Parse(params string[] statements) => ScreenplayParser.Parse(Head + string.Join('\n', statements));
}
