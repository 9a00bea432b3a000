using LiveSession.Client.Sessions;

namespace LiveSession.Client.Tests.Sessions;

public sealed class SessionTimesTests : ClientContext
{
    [Theory]
    [InlineData("en", "Europe/Zurich", "Tuesday 3 March 2026, 10:00–13:00, Zurich time (UTC+1)")]
    [InlineData("fr", "Europe/Zurich", "mardi 3 mars 2026, 10\u00a0h\u00a000–13\u00a0h\u00a000, heure de Zurich (UTC+1)")]
    [InlineData("en", "Asia/Kolkata", "Tuesday 3 March 2026, 14:30–17:30, Kolkata time (UTC+5:30)")]
    [InlineData("en", "America/New_York", "Tuesday 3 March 2026, 04:00–07:00, New York time (UTC\u22125)")]
    [InlineData("en", "Etc/UTC", "Tuesday 3 March 2026, 09:00–12:00, UTC")]
    public void Times_are_the_meetings_own_and_name_its_zone(string language, string zone, string expected)
    {
        Speak(language);

        Show(zone).Nodes.Words().ShouldBe(expected);
    }

    [Fact]
    public void Machines_and_the_script_can_read_them()
    {
        var times = Show("Europe/Zurich");

        times.FindAll("time").Select(time => time.GetAttribute("datetime")).ShouldBe(["2026-03-03T09:00:00Z", "2026-03-03T12:00:00Z"]);
        times.Find("[data-your-time]").GetAttribute("data-offset").ShouldBe("60");
    }

    [Theory]
    [InlineData(-1, "any moment now")]
    [InlineData(0.5, "any moment now")]
    [InlineData(24.2, "in 25 minutes")]
    [InlineData(60 * 5, "in 5 hours")]
    [InlineData(60 * 24 * 3, "in 3 days")]
    public void The_time_that_is_left_is_said_in_words(double minutes, string expected) =>
        Render<Countdown>(p => p.Add(countdown => countdown.To, SampleSession.Ten.AddMinutes(minutes))).Nodes.Words().ShouldBe(expected);

    private IRenderedComponent<SessionTimes> Show(string zone) => Render<SessionTimes>(p => p
        .Add(times => times.StartsAt, SampleSession.Ten)
        .Add(times => times.EndsAt, SampleSession.Ten.AddHours(3))
        .Add(times => times.Zone, zone));
}
