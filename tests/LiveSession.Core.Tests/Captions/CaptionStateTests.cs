using LiveSession.Core.Captions;
using LiveSession.Core.Floor;

namespace LiveSession.Core.Tests.Captions;

public sealed class CaptionStateTests
{
    // Lines 2, 4, 5, 7: other events lie between them.
    private static readonly CaptionState FourLines = Given.OpenSession()
        .And(Line("two"), new FloorRequested(Cast.Rosa, null), Line("four"), Line("five"), new FloorRequestWithdrawn(Cast.Rosa.Id), Line("seven"))
        .State.Captions;

    [Theory]
    [InlineData(2, "two")]
    [InlineData(4, "four")]
    [InlineData(5, "five")]
    [InlineData(7, "seven")]
    public void A_line_is_found_by_its_number(long number, string text) => FourLines.FindLine(number).ShouldNotBeNull().Text.ShouldBe(text);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8)]
    public void A_number_without_a_line_finds_nothing(long number) => FourLines.FindLine(number).ShouldBeNull();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(6, 3)]
    [InlineData(7, 4)]
    [InlineData(99, 4)]
    public void Lines_up_to_a_number_are_counted(long number, int count) => FourLines.CountUpTo(number).ShouldBe(count);

    [Fact]
    public void Nothing_is_found_where_nothing_was_said()
    {
        CaptionState.Empty.FindLine(1).ShouldBeNull();
        CaptionState.Empty.CountUpTo(1).ShouldBe(0);
    }

    private static CaptionLineAdded Line(string text) => new("en", "en", text, null, null);
}
