using LiveSession.Core.Captions;

namespace LiveSession.Core.Tests.Captions;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Éléonore", "eleonore")]
    [InlineData("ÇA VA, İstanbul", "ca va, istanbul")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("發言 😀", "發言 😀")]
    public void Case_and_accents_do_not_matter(string text, string folded) => FoldedText.Of(text).ShouldBe(folded);
}
