using LiveSession.Client.Agenda;
using LiveSession.Client.Meetings;

namespace LiveSession.Client.Tests.Consoles;

public sealed class FillingInTests
{
    [Theory]
    [InlineData("Groupe de travail sur la coopération renforcée", "groupe-de-travail-sur-la-cooperation-renforcee")]
    [InlineData("WGEC – 5th meeting (Geneva)", "wgec-5th-meeting-geneva")]
    [InlineData("L’avenir de l'Internet", "lavenir-de-linternet")]
    [InlineData("فريق العمل", "")]
    [InlineData("  ", "")]
    [InlineData("A working group with a very long title that would not fit into sixty characters", "a-working-group-with-a-very-long-title-that-would-not-fit")]
    public void A_short_name_is_suggested_from_the_title(string title, string expected) => ShortName.From(title).ShouldBe(expected);

    [Fact]
    public void A_title_without_spaces_is_cut_where_it_must_be() => ShortName.From(new string('x', 80)).ShouldBe(new string('x', 60));

    [Theory]
    [InlineData("1. Opening", "1", "Opening")]
    [InlineData("3 (b) Drafts", "3 (b)", "Drafts")]
    [InlineData("3(b). Drafts", "3(b)", "Drafts")]
    [InlineData("2.1 Scope", "2.1", "Scope")]
    [InlineData("4) Closing", "4", "Closing")]
    [InlineData("5 – Any other business", "5", "Any other business")]
    [InlineData("Opening", "1", "Opening")]
    [InlineData("2030 Agenda for Sustainable Development", "1", "2030 Agenda for Sustainable Development")]
    public void An_agenda_line_has_its_number_or_gets_one(string line, string number, string title) =>
        AgendaText.Read(line).ShouldBe([new AgendaItemPlan(number, title)]);

    [Fact]
    public void Lines_without_numbers_count_on_and_empty_ones_do_not_count() =>
        AgendaText.Read("Opening\r\n\r\n  Adoption of the agenda \n7. Reports\nClosing").Select(item => item.Number).ShouldBe(["1", "2", "7", "8"]);

    [Fact]
    public void An_agenda_written_out_is_read_back_the_same()
    {
        AgendaItemView[] items = [SampleSession.First, new(AgendaItemId.New(), "3 (b)", "Drafts"), new(AgendaItemId.New(), "4.1", "Scope")];

        AgendaText.Read(AgendaText.Write(items)).ShouldBe(items.Select(item => new AgendaItemPlan(item.Number, item.Title)));
    }

    [Fact]
    public void A_time_that_summer_time_leaves_out_is_an_hour_later() =>
        new WallClock("Europe/Zurich").At(new(2026, 3, 29), new(2, 30)).ShouldBe(new DateTimeOffset(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2)));

    [Theory]
    [InlineData(14, 2)]
    [InlineData(9, 3)]
    public void The_next_time_the_clock_shows_it_is_today_or_tomorrow(int hour, int day)
    {
        DateTimeOffset now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        new WallClock("Europe/Zurich").NextAt(new(hour, 0), now).ShouldBe(new DateTimeOffset(2026, 3, day, hour, 0, 0, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void A_zone_this_machine_does_not_know_is_read_as_UTC() =>
        new WallClock("Mars/Olympus").At(new(2026, 3, 2), new(10, 0)).ShouldBe(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Sessions_follow_one_another_over_working_days()
    {
        DateOnly thursday = new(2026, 3, 5);

        var first = SessionRow.First(thursday, "1");
        var second = first.Next("2");
        var third = second.Next("3");

        new[] { first, second, third }.Select(row => (row.Date, row.Start, row.End)).ShouldBe(
        [
            (new(2026, 3, 6), new(10, 0), new(13, 0)),
            (new(2026, 3, 6), new(15, 0), new(18, 0)),
            (new(2026, 3, 9), new(10, 0), new(13, 0)),
        ]);
    }
}
