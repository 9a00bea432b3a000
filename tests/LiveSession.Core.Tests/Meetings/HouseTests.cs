using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests.Meetings;

public sealed class HouseTests
{
    private static readonly MeetingId Other = MeetingId.New();

    [Fact]
    public void A_short_name_is_claimed_for_a_meeting()
    {
        Given.House().When(new RegisterMeeting(Other, "shared-waters")).Then(new MeetingRegistered(Other, "shared-waters"));
        Given.House().And(new MeetingRegistered(Other, "shared-waters")).State.Meetings["shared-waters"].ShouldBe(Other);
    }

    [Fact]
    public void A_short_name_is_claimed_once() =>
        Given.House().And(new MeetingRegistered(Other, "shared-waters")).When(new RegisterMeeting(Cast.Meeting, "shared-waters"))
            .ThenRefused(Rejections.SlugTaken);

    [Theory]
    [InlineData("Shared")]
    [InlineData("s")]
    [InlineData("shared waters")]
    public void A_malformed_short_name_is_refused(string slug) =>
        Given.House().When(new RegisterMeeting(Other, slug)).ThenRefused(Rejections.BadSlug);

    [Fact]
    public void Links_of_the_house_admit_to_the_secretariat()
    {
        var link = new NewLink(InvitationId.New(), ParticipantId.New(), "hash");
        Given.House().When(new IssueInvitations([link], Cast.Morning.AddDays(1), 3), Actor.System)
            .Then(new InvitationIssued(link.Invitation, link.Participant, Role.Secretariat, "hash", Cast.Morning.AddDays(1), 3));
    }
}
