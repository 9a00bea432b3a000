using LiveSession.Client.Captions;

namespace LiveSession.Client.Tests.Captions;

public sealed class GlossaryRowsTests
{
    [Fact]
    public void Rows_come_from_a_spreadsheet_or_are_typed()
    {
        var (entries, faults) = GlossaryRows.Read("wg\tWorking Group\r\n\r\nun = United Nations\nام\tالأمم المتحدة\nx=a = b");

        entries.ShouldBe([new("wg", "Working Group"), new("un", "United Nations"), new("ام", "الأمم المتحدة"), new("x", "a = b")]);
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Each_wrong_row_is_named_with_what_is_wrong()
    {
        var (entries, faults) = GlossaryRows.Read($"fine\tFine\nnothing\ntwo words\tLong\n\tLong\nFINE\tAgain\n{new string('x', 41)}\tLong\nlong\t{new string('x', 301)}\nempty\t ");

        entries.ShouldBe([new("fine", "Fine")]);
        faults.Select(fault => (fault.Row, fault.Kind)).ShouldBe(
            [(2, "NoLong"), (3, "Words"), (4, "NoShort"), (5, "Twice"), (6, "ShortTooLong"), (7, "LongTooLong"), (8, "NoLong")]);
    }

    [Fact]
    public void Agenda_and_roster_propose_short_forms_that_are_free()
    {
        ImmutableArray<AgendaItemView> agenda = [new(AgendaItemId.New(), "1", "Adoption of the agenda"), new(AgendaItemId.New(), "2", "Closing")];
        ImmutableArray<RosterEntryView> roster =
        [
            new(ParticipantId.New(), "Ada Alba", "Amis des Alpes", StakeholderGroup.CivilSociety, Role.Member),
            new(ParticipantId.New(), "Lin", "", StakeholderGroup.Unspecified, Role.Member),
        ];

        GlossaryProposals.Of(agenda, roster, [new("AA2", "Already taken")]).ShouldBe(
            [new("aa", "Amis des Alpes"), new("aa3", "Adoption of the agenda"), new("aa4", "Ada Alba")]);
        GlossaryProposals.WordsOf(agenda, roster).ShouldBe(["Ada Alba", "Amis des Alpes", "Adoption of the agenda", "Closing"], ignoreOrder: true);
    }
}
