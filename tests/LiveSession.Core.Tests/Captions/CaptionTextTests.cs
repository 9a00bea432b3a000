using LiveSession.Core.Captions;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests.Captions;

public sealed class CaptionTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Plain text.", "Plain text.")]
    [InlineData("  two  spaces ", "two spaces")]
    [InlineData("one\r\ntwo\tthree\u2028four\u00A0five\u3000six\u0085seven", "one two three four five six seven")]
    public void White_space_is_folded_and_does_not_count_as_removed(string text, string clean) =>
        CaptionText.Clean(text).ShouldBe((clean, 0));

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x07)]
    [InlineData(0x1B)]
    [InlineData(0x7F)]
    [InlineData(0x9B)]
    [InlineData(0x202A)]
    [InlineData(0x202B)]
    [InlineData(0x202C)]
    [InlineData(0x202D)]
    [InlineData(0x202E)]
    [InlineData(0x2066)]
    [InlineData(0x2067)]
    [InlineData(0x2068)]
    [InlineData(0x2069)]
    [InlineData(0xE000)]
    [InlineData(0xFDD0)]
    [InlineData(0xFEFF)]
    [InlineData(0xFFFE)]
    [InlineData(0xFFFF)]
    [InlineData(0xF0000)]
    [InlineData(0x1FFFE)]
    public void A_character_that_hides_or_turns_text_is_taken_out(int codePoint) =>
        CaptionText.Clean($"a{char.ConvertFromUtf32(codePoint)}b").ShouldBe(("ab", 1));

    [Theory]
    [InlineData(0x200C)] // zero width non-joiner: Persian plurals
    [InlineData(0x200D)] // zero width joiner: Sinhala, emoji
    [InlineData(0x200E)] // left-to-right mark
    [InlineData(0x200F)] // right-to-left mark
    [InlineData(0x061C)] // Arabic letter mark
    [InlineData(0x2030)] // per mille, just past the overrides
    [InlineData(0x2064)] // invisible plus, before the isolates
    [InlineData(0x206A)] // just past the isolates
    [InlineData(0xFFFD)] // what was lost before stays visible
    [InlineData(0x1F600)]
    public void A_character_that_a_language_needs_stays(int codePoint)
    {
        var text = $"a{char.ConvertFromUtf32(codePoint)}b";
        CaptionText.Clean(text).ShouldBe((text, 0));
    }

    [Theory]
    [InlineData("\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u064E\u0644\u064E\u064A\u0652\u0643\u064F\u0645\u200F!")] // Arabic with vowel marks
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645")] // Persian with a non-joiner
    [InlineData("\u4E3B\u5E2D\u5148\u751F")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F1E8\U0001F1ED")] // a family, a flag
    public void Every_script_comes_through_unchanged(string text) => CaptionText.Clean(text).ShouldBe((text, 0));

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_visible_loss()
    {
        CaptionText.Clean("a\uD800b").ShouldBe(("a\uFFFDb", 0));
        CaptionText.Clean("a\uDC00").ShouldBe(("a\uFFFD", 0));
        CaptionText.Clean("\uDE00\uD83D").ShouldBe(("\uFFFD\uFFFD", 0));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "")]
    [InlineData("ab", "a")]
    [InlineData("a\U0001F30D", "a")]
    [InlineData("e\u0301", "e")]
    public void One_backspace_takes_back_one_code_point(string text, string left)
    {
        var written = new System.Text.StringBuilder(text);
        CaptionText.EraseLast(written);
        written.ToString().ShouldBe(left);
    }

    [Fact]
    public void Letters_and_accents_are_composed() => CaptionText.Clean("re\u0301sume\u0301").ShouldBe(("r\u00E9sum\u00E9", 0));

    [Fact]
    public void Accents_are_composed_across_what_was_taken_out() => CaptionText.Clean("e\u202E\u0301").ShouldBe(("\u00E9", 1));

    [Fact]
    public void Everything_removed_is_counted() => CaptionText.Clean("\u0001\u0002 a \u202E\u202E b\u0003").ShouldBe(("a b", 5));

    [Fact]
    public void A_name_is_cleaned_like_a_line() => PersonName.Clean(" Ren\u0065\u0301\u202E  Roy\n").ShouldBe("Ren\u00E9 Roy");
}
