using LiveSession.Core.Relays;

namespace LiveSession.Core.Tests.Relays;

public sealed class RelayWordingTests
{
    private static readonly RelayAddress Zoom = new(RelayService.Zoom, new Uri("https://wmcc.zoom.us/closedcaption?id=1&ns=GZHkEA=="));

    [Fact]
    public void Zoom_gets_a_stream_with_line_breaks() =>
        RelayWording.BodiesOf(RelayService.Zoom, Line("Merci, Madame la Présidente."), Cast.Morning, TimeSpan.Zero).ShouldBe(["Merci, Madame la Présidente.\n"]);

    [Fact]
    public void Zoom_is_asked_for_its_number_at_the_same_address_below_seq() =>
        RelayWording.NumberOf(Zoom).OriginalString.ShouldBe("https://wmcc.zoom.us/closedcaption/seq?id=1&ns=GZHkEA==");

    [Fact]
    public void YouTube_gets_the_moment_by_its_own_clock() =>
        RelayWording.BodiesOf(RelayService.YouTube, Line("One"), Cast.Morning.AddSeconds(2), TimeSpan.FromMilliseconds(1_250))
            .ShouldBe(["2026-03-09T09:00:01.250\nOne\n"]);

    [Fact]
    public void Words_too_old_for_YouTube_are_placed_now() =>
        RelayWording.BodiesOf(RelayService.YouTube, Line("One"), Cast.Morning.AddSeconds(70), TimeSpan.Zero).ShouldBe(["2026-03-09T09:01:10.000\nOne\n"]);

    [Fact]
    public void Time_at_YouTube_does_not_run_backwards_when_its_clock_turns_out_to_be_slower() =>
        RelayWording.BodiesOf(RelayService.YouTube, Line("Two"), Cast.Morning.AddSeconds(2), TimeSpan.FromMilliseconds(-7), Cast.Morning)
            .ShouldBe(["2026-03-09T09:00:00.000\nTwo\n"]);

    [Theory]
    [InlineData("A short line.")]
    [InlineData("The Working Group considered the second guiding question and heard statements by Ruritania, by Grand Fenwick, and by the Open Cables Foundation on behalf of the observers, who thanked the Chair for the compilation.")]
    [InlineData("主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。主席感谢各位代表的发言。")]
    public void Teams_gets_lines_of_at_most_120_characters_and_no_word_is_lost(string text)
    {
        var bodies = RelayWording.BodiesOf(RelayService.Teams, Line(text), Cast.Morning, TimeSpan.Zero);

        bodies.ShouldAllBe(body => body.Length <= 120);
        bodies[..^1].ShouldAllBe(body => body.Length >= 80);
        string.Concat(bodies).Replace(" ", "", StringComparison.Ordinal).ShouldBe(text.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Teams_never_gets_half_a_character()
    {
        var bodies = RelayWording.BodiesOf(RelayService.Teams, Line(string.Concat(Enumerable.Repeat("👨‍👩‍👧", 40))), Cast.Morning, TimeSpan.Zero);

        bodies.ShouldAllBe(body => body.Length % "👨‍👩‍👧".Length == 0);
    }

    [Theory]
    [InlineData("en", "en-US")]
    [InlineData("en-GB", "en-GB")]
    [InlineData("fr", "fr-FR")]
    [InlineData("sw", "sw")]
    public void A_language_is_named_as_the_service_does(string spoken, string named)
    {
        RelayWording.TargetOf(Zoom, 1, spoken).OriginalString.ShouldEndWith($"&seq=1&lang={named}");
        RelayWording.TargetOf(new(RelayService.Teams, new Uri("https://h/cartcaption?token=t")), 1, spoken).OriginalString
            .ShouldBe($"https://h/cartcaption?token=t&lang={named.ToLowerInvariant()}");
    }

    private static RelayedLine Line(string text) => new(1, "en", text, Cast.Morning);
}
