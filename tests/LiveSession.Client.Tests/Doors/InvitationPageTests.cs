using LiveSession.Client.Doors;

namespace LiveSession.Client.Tests.Doors;

public sealed class InvitationPageTests : ClientContext
{
    [Fact]
    public void Opening_a_link_shows_whom_it_is_for_and_as_what()
    {
        var page = Show(new("i/secret", "Working group", "Ana Souza", Role.Chair));

        page.Find("h1").TextContent.ShouldBe("This link is for Ana Souza");
        page.Find("main").Words().ShouldContain("Working group");
        page.Find("main").Words().ShouldContain("You chair the sessions.");
    }

    [Fact]
    public void It_is_used_by_one_button_that_posts()
    {
        var form = Show(new("i/secret", "Working group", "Ana Souza", Role.Member)).Find("main form");

        form.GetAttribute("method").ShouldBe("post");
        form.GetAttribute("action").ShouldBe("i/secret");
        form.QuerySelectorAll("button").ShouldHaveSingleItem().TextContent.ShouldBe("Enter as Ana Souza");
    }

    [Theory]
    [InlineData(Role.Observer), InlineData(Role.Member), InlineData(Role.Captioner), InlineData(Role.Chair), InlineData(Role.Secretariat)]
    public void Every_role_is_explained(Role role) =>
        Show(new("i/secret", null, "Ana Souza", role)).Markup.ShouldNotContain("Invitation.Role");

    [Fact]
    public void A_link_that_opens_nothing_says_why_and_offers_no_button()
    {
        Speak("fr");
        var page = Show(InvitationPageView.Refused(Rejections.InvitationExpired));

        page.Find("main").Words().ShouldStartWith("Ce lien n’ouvre rien Ce lien a expiré. Demandez-en un nouveau au secrétariat.");
        page.FindAll("main button").ShouldBeEmpty();
    }

    [Fact]
    public void The_secret_does_not_travel_on() =>
        Show(new("i/secret", null, "Ana Souza", Role.Chair)).Find("meta[name=referrer]").GetAttribute("content").ShouldBe("no-referrer");

    [Fact]
    public void Somebody_who_signed_out_is_told_what_that_means() =>
        Page<SignedOutPage>(_ => { }).Find("main").Words().ShouldContain("Nothing on this device acts in your name any more.");

    private IRenderedComponent<InvitationPage> Show(InvitationPageView view) => Page<InvitationPage>(p => p.Add(page => page.View, view), "/i/secret");
}
