using System.Net.Mail;
using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Roster;

/// <summary>One row to one person, or to faults that name row and column.</summary>
internal sealed class RosterRowReader(RosterRow row, RosterColumns columns, List<RosterFault> faults)
{
    private const int LongestName = 160;
    private const int LongestAffiliation = 160;
    private const int LongestEmail = 254;

    public RosterEntry? Read()
    {
        var before = faults.Count;
        CheckWidth();
        var role = Choice(RosterColumn.Role, RosterWords.Roles, Role.Member, "unknown-role", "role", "observer, member, captioner, chair, secretariat");
        var group = Choice(RosterColumn.Group, RosterWords.Groups, StakeholderGroup.Unspecified, "unknown-group", "group",
            "government, civil society, business, technical community, intergovernmental organisation");
        var name = Text(RosterColumn.Name, LongestName, required: true);
        var affiliation = Text(RosterColumn.Affiliation, LongestAffiliation, required: role is not (Role.Secretariat or Role.Captioner));
        var email = Email();
        return faults.Count == before ? new RosterEntry(name, affiliation, group, role, email) : null;
    }

    private void CheckWidth()
    {
        if (row.Cells.Skip(columns.Count).Any(cell => cell.Length > 0))
        {
            faults.Add(new RosterFault(row.Number, null, "columns",
                FormattableString.Invariant($"Row {row.Number} has {row.Cells.Length} cells, the header {columns.Count}. A cell with a separator in it needs quotation marks."),
                Excerpt.Shortened(row.Cells[columns.Count])));
        }
    }

    private string Text(RosterColumn column, int most, bool required)
    {
        var text = columns.CellOf(row, column);
        if (required && text.Length == 0)
        {
            Fault(column, "missing", "is empty");
        }
        else if (text.Length > most)
        {
            Fault(column, "too-long", FormattableString.Invariant($"has {text.Length} characters; at most {most} fit"), text);
        }

        return text;
    }

    private T Choice<T>(RosterColumn column, IReadOnlyDictionary<string, T> words, T blank, string code, string kind, string choices)
    {
        var word = columns.CellOf(row, column);
        if (word.Length == 0)
        {
            return blank;
        }

        if (words.TryGetValue(RosterWords.Fold(word), out var value))
        {
            return value;
        }

        Fault(column, code, $"says \"{Excerpt.Shortened(word)}\", which is no {kind}. Use one of: {choices}", word);
        return blank;
    }

    private string? Email()
    {
        var email = columns.CellOf(row, RosterColumn.Email);
        if (email.Length == 0)
        {
            return null;
        }

        var sound = email.Length <= LongestEmail
            && MailAddress.TryCreate(email, out var parsed)
            && parsed.Address == email
            && parsed.Host.Contains('.', StringComparison.Ordinal)
            && !parsed.Host.Split('.').Contains("")
            && Uri.CheckHostName(parsed.Host) == UriHostNameType.Dns;
        if (!sound)
        {
            Fault(RosterColumn.Email, "bad-email", "is not an e-mail address", email);
        }

        return email;
    }

    private void Fault(RosterColumn column, string code, string says, string? value = null) =>
        faults.Add(new RosterFault(row.Number, columns.NameOf(column), code,
            FormattableString.Invariant($"Row {row.Number}, {columns.NameOf(column)}: {says}."), value is null ? null : Excerpt.Shortened(value)));
}
