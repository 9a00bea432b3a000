using System.Text;
using LiveSession.Core.Captions;

namespace LiveSession.Core.Tests.Captions;

public sealed class WholeTextTests
{
    private const string Family = "👩‍👩‍👧‍👦";
    private const string Flags = "🇫🇷🇧🇷";

    [Theory]
    [InlineData("Thank you all", 10, "Thank you ")]
    [InlineData("Thank you all", 13, "Thank you all")]
    [InlineData("Donaudampfschiff", 5, "Donau")]
    [InlineData("ab👍c", 3, "ab")]
    [InlineData("ab👍🏽c", 5, "ab")]
    [InlineData("e\u0301e\u0301", 3, "e\u0301")]
    [InlineData(Flags, 6, "🇫🇷")]
    [InlineData(Family + "!", 3, Family)]
    [InlineData("👍", 1, "👍")]
    public void A_start_is_whole_characters_and_never_nothing(string text, int most, string start) => text[..WholeText.StartOf(text, most)].ShouldBe(start);

    [Theory]
    [InlineData("ab👍c", 2, "c")]
    [InlineData("ab👍🏽", 3, "")]
    [InlineData("ab" + Family, 11, Family)]
    [InlineData(Flags, 5, "🇧🇷")]
    [InlineData("short", 160, "short")]
    public void An_end_is_whole_characters(string text, int most, string end) => WholeText.EndOf(text, most).ShouldBe(end);

    [Fact]
    public void A_stream_read_in_small_portions_is_whole_at_every_seam()
    {
        var line = $"Merci {Family} {Flags} e\u0301te\u0301 👍🏽 谢谢主席先生 ok";
        var stream = CaptionStream.Empty.Append(1, "fr", line, "Ré👍").Correct(1, line.Replace("👍🏽", "👏🏽", StringComparison.Ordinal));
        for (var most = 1; most < 20; most++)
        {
            var (read, last) = (new StringBuilder(), 0L);
            while (last < stream.End)
            {
                (var text, var next, _) = stream.Read(last, most);
                next.ShouldBeGreaterThan(last);
                last = next;
                read.Append(text);
                char.IsHighSurrogate(text[^1]).ShouldBeFalse();
                Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).ShouldBe(text);
            }

            read.ToString().ShouldBe(stream.Read(0, int.MaxValue).Text);
        }
    }

    [Fact]
    public void A_position_in_the_middle_of_a_pair_begins_after_it() =>
        CaptionStream.Empty.Append(1, "en", "a👍b", null).Read(2, 10).ShouldBe(("b\n", 5, "en"));
}
