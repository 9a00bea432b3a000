using LiveSession.Ingest.Roster;

namespace LiveSession.Ingest.Tests.Roster;

public sealed class RosterCsvTests
{
    private static readonly RosterEntry Silva = new("Maria Silva", "Brazil", StakeholderGroup.Government, Role.Member, "maria@example.org");

    [Theory]
    [InlineData("name,affiliation,group,role,email\nMaria Silva,Brazil,government,member,maria@example.org")]
    [InlineData("\uFEFFNAME;AFFILIATION;GROUP;ROLE;EMAIL\r\n Maria  Silva ;Brazil;Government;Member;maria@example.org\r\n")]
    [InlineData("email\trole\tname\tgroup\taffiliation\nmaria@example.org\t\tMaria Silva\tMember State\tBrazil")]
    [InlineData("nom;délégation;groupe;rôle;courriel\nMaria Silva;Brazil;État membre;membre;maria@example.org")]
    [InlineData("Nom,Organisation,Groupe,Role,E-mail\n\"Maria Silva\",\"Brazil\",gouvernement,DÉLÉGUÉE,maria@example.org")]
    [InlineData("sep=;\nname;affiliation;group;role;email\nMaria Silva;Brazil;government;member;maria@example.org")]
    public void A_roster_is_read_however_a_spreadsheet_saved_it(string csv) => Read(csv).ShouldBe([Silva]);

    [Fact]
    public void Blank_group_and_role_and_address_have_their_defaults() =>
        Read("name,affiliation,group,role,email\nAna,Peru,,,\n\n,,,,\nBen,ISOC").ShouldBe([
            new RosterEntry("Ana", "Peru", StakeholderGroup.Unspecified, Role.Member),
            new RosterEntry("Ben", "ISOC", StakeholderGroup.Unspecified, Role.Member),
        ]);

    [Fact]
    public void Quoted_cells_may_hold_separators_quotes_and_line_breaks() =>
        Read("name,affiliation\n\"Silva, Maria \"\"Mia\"\"\",\"Permanent\r\nMission\"").ShouldBe([
            new RosterEntry("Silva, Maria \"Mia\"", "Permanent Mission", StakeholderGroup.Unspecified, Role.Member),
        ]);

    [Fact]
    public void Cells_that_a_spreadsheet_would_compute_are_names_like_any_other() =>
        Read("name,affiliation\n=1+1,+CMD\n@SUM(A1),-2").Select(entry => (entry.Name, entry.Affiliation)).ShouldBe([("=1+1", "+CMD"), ("@SUM(A1)", "-2")]);

    [Fact]
    public void Captioners_and_the_secretariat_need_no_affiliation() =>
        Read("name,role\nCy,captioner\nDi,secrétariat").Select(entry => entry.Role).ShouldBe([Role.Captioner, Role.Secretariat]);

    [Theory]
    [InlineData("observatrice", Role.Observer)]
    [InlineData("Présidente", Role.Chair)]
    [InlineData("CHAIRPERSON", Role.Chair)]
    [InlineData("sous-titreur", Role.Captioner)]
    public void Roles_are_understood_in_both_languages(string word, Role role) =>
        Read($"name,affiliation,role\nAna,Peru,{word}").Single().Role.ShouldBe(role);

    [Theory]
    [InlineData("société civile", StakeholderGroup.CivilSociety)]
    [InlineData("NGO", StakeholderGroup.CivilSociety)]
    [InlineData("Private Sector", StakeholderGroup.Business)]
    [InlineData("Communauté technique", StakeholderGroup.TechnicalCommunity)]
    [InlineData("Organisation intergouvernementale", StakeholderGroup.IntergovernmentalOrganisation)]
    [InlineData("intergovernmental organization", StakeholderGroup.IntergovernmentalOrganisation)]
    public void Groups_are_understood_in_both_languages(string word, StakeholderGroup group) =>
        Read($"name,affiliation,group\nAna,Peru,{word}").Single().Group.ShouldBe(group);

    [Fact]
    public void Every_fault_is_named_by_row_and_column_and_nobody_is_imported()
    {
        var reading = RosterCsv.Read($"""
            Nom;Délégation;Groupe;Rôle;Courriel
            Ana;Peru;;;ana@example.org
            ;Peru;;;
            Ben;;martians;king;ben(at)example.org
            {new string('x', 161)};{new string('y', 161)};;;
            ana;PERU;;;
            Cy;Chad;;;;;extra
            """);

        reading.Entries.ShouldBeEmpty();
        reading.Faults.Select(fault => (fault.Row, fault.Column, fault.Code)).ShouldBe([
            (3, "Nom", "missing"),
            (4, "Rôle", "unknown-role"),
            (4, "Groupe", "unknown-group"),
            (4, "Délégation", "missing"),
            (4, "Courriel", "bad-email"),
            (5, "Nom", "too-long"),
            (5, "Délégation", "too-long"),
            (6, "Nom", "repeated"),
            (7, null, "columns"),
        ]);
        reading.Faults[1].ShouldBe(new RosterFault(4, "Rôle", "unknown-role",
            "Row 4, Rôle: says \"king\", which is no role. Use one of: observer, member, captioner, chair, secretariat.", "king"));
        reading.Faults[5].Value!.Length.ShouldBe(60);
        reading.Faults[7].Message.ShouldBe("Row 6 repeats row 2: the same name and affiliation.");
    }

    [Theory]
    [InlineData("ana@example.org")]
    [InlineData("a.b+c@mail.example.org")]
    public void Plausible_addresses_are_taken(string email) => Read($"name,affiliation,email\nAna,Peru,{email}").Single().Email.ShouldBe(email);

    [Theory]
    [InlineData("ana")]
    [InlineData("ana@")]
    [InlineData("ana@localhost")]
    [InlineData("ana@example..org")]
    [InlineData("Ana <ana@example.org>")]
    [InlineData("ana@example.org x@y.org")]
    [InlineData("ana@exa mple.org")]
    [InlineData("ana@example.org.")]
    [InlineData("javascript:alert(1)@x")]
    public void Implausible_addresses_are_faults(string email) =>
        RosterCsv.Read($"name,affiliation,email\nAna,Peru,{email}").Faults.Select(fault => (fault.Row, fault.Column, fault.Code)).ShouldBe([(2, "email", "bad-email")]);

    [Theory]
    [InlineData("name,affiliation\n\"Ana,Peru\nBen,Chad", 2)]
    [InlineData("name,affiliation\nAna,Peru\nBen \"the\" Bold,Chad", 3)]
    [InlineData("name,affiliation\nAna,\"Peru\"x", 2)]
    public void A_quotation_mark_out_of_place_is_named_by_its_row(string csv, int row) =>
        RosterCsv.Read(csv).Faults.Select(fault => (fault.Row, fault.Code)).ShouldBe([(row, "quote")]);

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("\n\n", 1, "empty")]
    [InlineData("name,affiliation\n", 2, "empty")]
    [InlineData("Maria Silva,Brazil\nAna,Peru", 1, "no-header")]
    [InlineData("affiliation,role\nPeru,member", 1, "missing")]
    [InlineData("name,affiliation,shoe size\nAna,Peru,38", 1, "columns")]
    [InlineData("name,affiliation,delegation\nAna,Peru,Peru", 1, "columns")]
    [InlineData("PK\u0003\u0004\0\0", 1, "columns")]
    public void A_file_without_a_usable_header_or_people_is_one_fault(string csv, int row, string code) =>
        RosterCsv.Read(csv).Faults.Select(fault => (fault.Row, fault.Code)).ShouldBe([(row, code)]);

    private static ImmutableArray<RosterEntry> Read(string csv)
    {
        var reading = RosterCsv.Read(csv);
        reading.Faults.ShouldBeEmpty();
        return reading.Entries;
    }
}
