using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests.Roster;

public sealed class InvitationTests
{
    private static readonly InvitationId Link = InvitationId.New();
    private static readonly DateTimeOffset Evening = Cast.Morning.AddHours(10);

    [Fact]
    public void A_link_carries_the_role_of_whom_it_admits() =>
        Given.Meeting().When(new IssueInvitations([new NewLink(Link, Cast.Chair.Id, "hash")], Evening, 5))
            .Then(new InvitationIssued(Link, Cast.Chair.Id, Role.Chair, "hash", Evening, 5));

    [Fact]
    public void A_link_for_somebody_not_on_the_roster_is_refused_with_all_the_others()
    {
        Given.Meeting()
            .When(new IssueInvitations([new NewLink(Link, Cast.Chair.Id, "a"), new NewLink(InvitationId.New(), Cast.Stranger, "b")], Evening, 5))
            .ThenRefused(Rejections.UnknownParticipant);
    }

    [Fact]
    public void Issuing_no_link_is_refused()
    {
        Given.Meeting().When(new IssueInvitations([], Evening, 5)).ThenRefused(Rejections.Missing("a link"));
        Given.House().When(new IssueInvitations([], Evening, 5)).ThenRefused(Rejections.Missing("a link"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void A_link_may_be_opened_1_to_10_000_times(int uses, bool accepted)
    {
        var command = new IssueInvitations([new NewLink(Link, Cast.Chair.Id, "hash")], Evening, uses);
        foreach (var outcome in new[] { Given.Meeting().When(command), Given.House().When(command) })
        {
            if (accepted)
            {
                outcome.Events.ShouldHaveSingleItem().ShouldBeOfType<InvitationIssued>().MostUses.ShouldBe(uses);
            }
            else
            {
                outcome.ThenRefused(Rejections.BadArgument("how often the link may be opened"));
            }
        }
    }

    [Fact]
    public void The_secret_opens_the_link_for_anybody()
    {
        Issued().When(new RedeemInvitation("hash"), Actor.Anonymous).Then(new InvitationRedeemed(Link));
        InHouse().When(new RedeemInvitation("hash"), Actor.Anonymous).Then(new InvitationRedeemed(Link));
    }

    [Fact]
    public void A_wrong_secret_opens_nothing() =>
        Issued().When(new RedeemInvitation("HASH"), Actor.Anonymous).ThenRefused(Rejections.UnknownInvitation);

    [Fact]
    public void A_link_expires_at_its_hour()
    {
        Issued().When(new RedeemInvitation("hash"), Actor.Anonymous, Evening.AddTicks(-1)).Then(new InvitationRedeemed(Link));
        Issued().When(new RedeemInvitation("hash"), Actor.Anonymous, Evening).ThenRefused(Rejections.InvitationExpired);
        InHouse().When(new RedeemInvitation("hash"), Actor.Anonymous, Evening).ThenRefused(Rejections.InvitationExpired);
    }

    [Fact]
    public void A_link_opens_as_often_as_it_may()
    {
        var once = Issued().And(new InvitationRedeemed(Link));
        once.When(new RedeemInvitation("hash"), Actor.Anonymous).Then(new InvitationRedeemed(Link));
        once.And(new InvitationRedeemed(Link)).When(new RedeemInvitation("hash"), Actor.Anonymous).ThenRefused(Rejections.InvitationUsedUp);
    }

    [Fact]
    public void A_withdrawn_link_opens_nothing_and_says_so_before_anything_else() =>
        Issued().And(new InvitationRevoked(Link)).When(new RedeemInvitation("hash"), Actor.Anonymous, Evening)
            .ThenRefused(Rejections.InvitationRevoked);

    [Fact]
    public void A_link_is_withdrawn_once()
    {
        Issued().When(new RevokeInvitation(Link)).Then(new InvitationRevoked(Link));
        Issued().And(new InvitationRevoked(Link)).When(new RevokeInvitation(Link)).ThenRefused(Rejections.InvitationRevoked);
        Issued().When(new RevokeInvitation(InvitationId.New())).ThenRefused(Rejections.UnknownInvitation);
        InHouse().When(new RevokeInvitation(Link)).Then(new InvitationRevoked(Link));
    }

    [Fact]
    public void A_link_remembers_its_life() =>
        Issued().And(new InvitationRedeemed(Link), new InvitationRevoked(Link)).State.Invitations.Find("hash")
            .ShouldBe(new Invitation(Link, Cast.Chair.Id, Role.Chair, Cast.Morning, Evening, 2, 1, Cast.Morning));

    [Fact]
    public void Secrets_are_long_fit_an_address_and_never_repeat()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => InvitationSecret.New()).ToHashSet();

        secrets.Count.ShouldBe(1000);
        secrets.ShouldAllBe(secret => secret.Length == 43 && secret.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
    }

    [Fact]
    public void Only_the_hash_of_a_secret_is_kept() =>
        InvitationSecret.HashOf("abc").ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    private static GivenMeeting Issued() => Given.Meeting().And(Event());

    private static GivenHouse InHouse() => Given.House().And(Event());

    private static InvitationIssued Event() => new(Link, Cast.Chair.Id, Role.Chair, "hash", Evening, MostUses: 2);
}
