using LiveSession.Client.Problems;

namespace LiveSession.Client.Tests.Problems;

public sealed class ProblemPageTests : ClientContext
{
    [Theory]
    [InlineData(400, "That could not be read")]
    [InlineData(401, "Not open to you")]
    [InlineData(403, "Not open to you")]
    [InlineData(404, "There is nothing here")]
    [InlineData(429, "Too many requests")]
    [InlineData(500, "Something went wrong here")]
    [InlineData(503, "Back in a moment")]
    [InlineData(418, "Something went wrong here")]
    public void What_went_wrong_is_said_in_plain_words(int status, string expected)
    {
        var page = Show(status);

        page.Find("h1").TextContent.ShouldBe(expected);
        page.Find("main a").TextContent.ShouldBe("All meetings");
    }

    [Fact]
    public void A_reference_helps_the_operator_to_find_it() =>
        Page<ProblemPage>(p => p.Add(page => page.Status, 500).Add(page => page.Reference, "4bf92f")).Find("code").TextContent.ShouldBe("4bf92f");

    [Fact]
    public void What_was_wrong_in_particular_is_said_too() =>
        Page<ProblemPage>(p => p.Add(page => page.Status, 400).Add(page => page.Detail, "The track is unknown.")).Find("main").Words()
            .ShouldContain("The track is unknown.");

    private IRenderedComponent<ProblemPage> Show(int status) => Page<ProblemPage>(p => p.Add(page => page.Status, status));
}
