using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Roster;

public sealed class RosterTests
{
    private static readonly RosterEntry Ada = new("Ada Okoye", "Ghana", StakeholderGroup.Government, Role.Member, "ada@example.org");

    [Fact]
    public void Somebody_new_is_listed_with_a_fresh_id()
    {
        var listed = Listed(Given.Meeting().When(new ImportRoster([Ada])));

        listed.ShouldBe([new ParticipantListed(
            listed[0].Participant, "Ada Okoye", "Ghana", StakeholderGroup.Government, Role.Member, "ada@example.org", SelfRegistered: false)]);
        Cast.Programme.Participants.Keys.ShouldNotContain(listed[0].Participant);
    }

    [Fact]
    public void Somebody_listed_already_is_brought_up_to_date()
    {
        var entry = new RosterEntry(" Rosa  Quispe", "Peru\n", StakeholderGroup.Government, Role.Chair, "rosa@example.org");
        Given.Meeting().When(new ImportRoster([entry])).Then(
            new ParticipantListed(Cast.Member.Id, "Rosa Quispe", "Peru", StakeholderGroup.Government, Role.Chair, "rosa@example.org", false));
    }

    [Fact]
    public void The_same_name_from_elsewhere_is_somebody_else() =>
        Listed(Given.Meeting().When(new ImportRoster([Ada with { Name = "Rosa Quispe", Affiliation = "Chile" }])))
            .ShouldHaveSingleItem().Participant.ShouldNotBe(Cast.Member.Id);

    [Fact]
    public void Somebody_named_twice_in_one_roster_is_one_person()
    {
        var listed = Listed(Given.Meeting().When(new ImportRoster([Ada, Ada with { Name = "Ada\u202E Okoye", Role = Role.Chair }])));

        listed.Select(one => one.Role).ShouldBe([Role.Member, Role.Chair]);
        listed.Select(one => one.Participant).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_same_command_lists_the_same_people_and_another_one_others()
    {
        var (id, import) = (CommandId.New(), new ImportRoster([Ada, Ada with { Name = "Kofi Mensah" }]));
        var listed = Listed(Given.Meeting().When(import, id: id));

        Listed(Given.Meeting().When(import, id: id)).ShouldBe(listed);
        listed.Concat(Listed(Given.Meeting().When(import))).Select(one => one.Participant).ShouldBeUnique();
    }

    [Fact]
    public void Who_named_themselves_does_not_become_the_delegate_of_the_same_name()
    {
        var impostor = Register("Ada Okoye", "Ghana");
        var given = Given.Meeting();
        given = given.And([.. given.When(impostor, Actor.Anonymous).Events]);

        Listed(given.When(new ImportRoster([Ada]))).ShouldHaveSingleItem().Participant.ShouldNotBe(impostor.Participant);
    }

    [Fact]
    public void A_roster_with_one_bad_line_is_refused_as_a_whole()
    {
        Given.Meeting().When(new ImportRoster([])).ThenRefused(Rejections.Missing("at least one participant"));
        Given.Meeting().When(new ImportRoster([Ada, Ada with { Name = " \u202E" }])).ThenRefused(Rejections.Missing("the name"));
        Given.Meeting().When(new ImportRoster([Ada, Ada with { Name = new string('n', 161) }])).ThenRefused(Rejections.TextTooLong(160));
        Given.Meeting().When(new ImportRoster([Ada, Ada with { Affiliation = new string('n', 161) }])).ThenRefused(Rejections.TextTooLong(160));
        Given.Meeting().When(new ImportRoster([Ada, Ada with { Email = new string('n', 161) }])).ThenRefused(Rejections.TextTooLong(160));
    }

    [Fact]
    public void Names_and_affiliations_may_have_160_characters() =>
        Given.Meeting().When(new ImportRoster([Ada with { Name = new string('n', 160), Affiliation = new string('a', 160) }]))
            .Events.ShouldHaveSingleItem();

    [Fact]
    public void A_roster_takes_as_many_people_as_its_limit_says_and_still_brings_them_up_to_date()
    {
        var seven = Given.Meeting() with { Limits = new SessionLimits { ListLength = 7 } };
        var rosa = new RosterEntry("Rosa Quispe", "Peru", StakeholderGroup.Government, Role.Member);
        seven.When(new ImportRoster([Ada, rosa])).Events.Length.ShouldBe(2);
        seven.When(new ImportRoster([Ada, rosa, Ada with { Name = "Kofi" }])).ThenRefused(Rejections.TooMany("participants", 7));
    }

    [Fact]
    public void Removing_somebody_withdraws_the_links_that_still_stand()
    {
        var (open, withdrawn, foreign) = (InvitationId.New(), InvitationId.New(), InvitationId.New());
        var given = Given.Meeting().And(
            Issued(open, Cast.Member.Id), Issued(withdrawn, Cast.Member.Id), Issued(foreign, Cast.Observer.Id), new InvitationRevoked(withdrawn));

        given.When(new RemoveParticipant(Cast.Member.Id)).Then(new ParticipantRemoved(Cast.Member.Id), new InvitationRevoked(open));
    }

    [Fact]
    public void Only_who_is_listed_can_be_removed() =>
        Given.Meeting().When(new RemoveParticipant(Cast.Stranger)).ThenRefused(Rejections.UnknownParticipant);

    [Fact]
    public void A_removed_participant_is_no_longer_on_the_roster() =>
        Given.Meeting().And(new ParticipantRemoved(Cast.Member.Id)).State.Participants.Keys.ShouldNotContain(Cast.Member.Id);

    [Fact]
    public void An_observer_of_a_public_meeting_names_themselves_and_gets_a_link_that_nobody_can_open()
    {
        var command = Register("  Ines  Lopez\n", "Rios\u202E Libres");
        Given.Meeting().When(command, Actor.Anonymous, Cast.Morning.AddMinutes(7)).Then(
            new ParticipantListed(
                command.Participant, "Ines Lopez", "Rios Libres", StakeholderGroup.Unspecified, Role.Observer, null, SelfRegistered: true),
            new InvitationIssued(
                command.Invitation.Invitation, command.Participant, Role.Observer, "hash", Cast.Morning.AddMinutes(7), MostUses: 0));
    }

    [Fact]
    public void A_name_and_an_affiliation_are_needed_to_register()
    {
        Given.Meeting().When(Register("", "Rios Libres"), Actor.Anonymous).ThenRefused(Rejections.NameNeeded);
        Given.Meeting().When(Register("Ines Lopez", " \u202E"), Actor.Anonymous).ThenRefused(Rejections.NameNeeded);
    }

    [Fact]
    public void Who_registers_may_have_160_characters_and_not_one_more()
    {
        var (fits, tooLong) = (new string('n', 160), new string('n', 161));
        Given.Meeting().When(Register(fits, fits), Actor.Anonymous).Events.Length.ShouldBe(2);
        Given.Meeting().When(Register(tooLong, "Rios Libres"), Actor.Anonymous).ThenRefused(Rejections.TextTooLong(160));
        Given.Meeting().When(Register("Ines Lopez", tooLong), Actor.Anonymous).ThenRefused(Rejections.TextTooLong(160));
    }

    [Fact]
    public void Nobody_registers_for_a_meeting_that_is_not_public() =>
        Given.Meeting().And(new MeetingDescribed("Closed talks", Public: false)).When(Register("Ines Lopez", "Rios Libres"), Actor.Anonymous)
            .ThenRefused(Rejections.NotAllowed);

    [Fact]
    public void Those_who_name_themselves_fill_a_list_of_their_own_and_never_the_secretariats()
    {
        var observer = new ParticipantListed(ParticipantId.New(), "Ines Lopez", "Rios Libres", StakeholderGroup.Unspecified, Role.Observer, null, SelfRegistered: true);
        var one = Given.Meeting() with { Limits = new SessionLimits { ListLength = 1 } };
        one.When(Register("Ines Lopez", "Rios Libres"), Actor.Anonymous).Events.Length.ShouldBe(2);
        one.And(observer).When(Register("Joao Lima", "Mar Aberto"), Actor.Anonymous).ThenRefused(Rejections.TooMany("participants", 1));

        var listed = Given.Meeting().State.Participants.Count;
        var full = Given.Meeting().And(observer) with { Limits = new SessionLimits { ListLength = listed + 1 } };
        full.When(new ImportRoster([Ada])).Events.Length.ShouldBe(1);
    }

    private static RegisterObserver Register(string name, string affiliation) =>
        new(ParticipantId.New(), name, affiliation, new NewLink(InvitationId.New(), ParticipantId.New(), "hash"));

    private static InvitationIssued Issued(InvitationId id, ParticipantId participant) =>
        new(id, participant, Role.Member, id.ToString(), Cast.Morning.AddDays(1), 1);

    private static ImmutableArray<ParticipantListed> Listed(Outcome outcome) => [.. outcome.Events.Cast<ParticipantListed>()];
}
