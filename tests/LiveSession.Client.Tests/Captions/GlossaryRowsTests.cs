using System.Text.RegularExpressions;
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
        var (entries, faults) = GlossaryRows.Read($"fine\tFine\nnothing\ntwo words\tLong\n\tLong\nFINE\tAgain\n{new string('x', 41)}\tLong\nlong\t{new string('x', 301)}\nempty\t \n(a) = applause");

        entries.ShouldBe([new("fine", "Fine")]);
        faults.Select(fault => (fault.Row, fault.Kind)).ShouldBe(
            [(2, "NoLong"), (3, "Words"), (4, "NoShort"), (5, "Twice"), (6, "ShortTooLong"), (7, "LongTooLong"), (8, "NoLong"), (9, "Words")]);
    }

    [Fact]
    public void The_marks_that_end_or_open_a_word_are_those_the_editor_expands_behind()
    {
        var script = File.ReadAllText(Path.Combine(Source.Client, "Scripts", "editor", "glossary.ts"));
        var ends = Regex.Match(script, @"const ends = /\[\\s(.+)\]/u;").Groups[1].Value.Replace(@"\", "", StringComparison.Ordinal);
        var opens = Regex.Match(script, @"const opens = /\^\[(.+)\]\+/u;").Groups[1].Value.Replace(@"\", "", StringComparison.Ordinal);

        ends.Length.ShouldBeGreaterThan(10);
        opens.Length.ShouldBeGreaterThan(5);
        foreach (var mark in ends)
        {
            GlossaryEntry.IsOneWord($"a{mark}b").ShouldBeFalse($"{mark}");
        }

        foreach (var mark in opens)
        {
            GlossaryEntry.IsOneWord($"{mark}a").ShouldBeFalse($"{mark}");
        }

        foreach (var character in Enumerable.Range('!', 0xffff - '!').Select(code => (char)code).Where(character => !char.IsWhiteSpace(character)))
        {
            GlossaryEntry.IsOneWord($"a{character}").ShouldBe(!ends.Contains(character), $"U+{(int)character:X4}");
        }
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
