using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Roster;

/// <summary>
/// Reads a roster as spreadsheets save it: comma, semicolon or tab, quotes as in RFC 4180, columns in any order, named in English or
/// French. A cell that begins with =, + or @ is a name like any other.
/// <code>
/// name;affiliation;group;role;email
/// Maria Silva;Brazil;government;member;maria.silva@example.org
/// </code>
/// </summary>
public static class RosterCsv
{
    private static readonly ImmutableArray<string> Delimiters = [",", ";", "\t"];

    /// <summary>All people of the roster or, when one cell is wrong, none and every fault.</summary>
    public static RosterReading Read(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var text = csv.TrimStart('\uFEFF');
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return Refused(new RosterFault(1, null, "columns", "This is not a CSV file. Save the sheet as CSV (UTF-8) first."));
        }

        var rows = Rows(text, out var quoteFault);
        if (quoteFault is not null)
        {
            return Refused(quoteFault);
        }

        if (rows is not [var header, ..])
        {
            return Refused(new RosterFault(1, null, "empty", "The file is empty."));
        }

        var columns = RosterColumns.Read(header);
        return columns.Faults.IsEmpty ? People(rows.Skip(1), columns) : new RosterReading([], columns.Faults);
    }

    private static RosterReading People(IEnumerable<RosterRow> rows, RosterColumns columns)
    {
        var faults = new List<RosterFault>();
        var people = new Dictionary<(string, string), int>();
        var entries = ImmutableArray.CreateBuilder<RosterEntry>();
        foreach (var row in rows)
        {
            var entry = new RosterRowReader(row, columns, faults).Read();
            if (entry is null)
            {
                continue;
            }

            var key = (entry.Name.ToUpperInvariant(), entry.Affiliation.ToUpperInvariant());
            if (!people.TryAdd(key, row.Number))
            {
                faults.Add(new RosterFault(row.Number, columns.NameOf(RosterColumn.Name), "repeated",
                    FormattableString.Invariant($"Row {row.Number} repeats row {people[key]}: the same name and affiliation."), Excerpt.Shortened(entry.Name)));
            }

            entries.Add(entry);
        }

        return faults.Count > 0 ? new RosterReading([], [.. faults])
            : entries.Count > 0 ? new RosterReading(entries.ToImmutable(), [])
            : Refused(new RosterFault(2, null, "empty", "The file has a header and nobody below it."));
    }

    private static List<RosterRow> Rows(string text, out RosterFault? quoteFault)
    {
        var quotesAreWrong = false;
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterIn(text),
            Mode = CsvMode.RFC4180,
            IgnoreBlankLines = false,
            BadDataFound = _ => quotesAreWrong = true,
        });
        var rows = new List<RosterRow>();
        quoteFault = null;
        while (quoteFault is null && parser.Read())
        {
            // The parser's cells are read on demand: only then does it notice a quote out of place.
            var cells = (parser.Record ?? []).Select(cell => string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToImmutableArray();
            var separatorHint = parser.Row == 1 && parser.RawRecord.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
            if (quotesAreWrong || parser.RawRecord.AsSpan().Count('"') % 2 == 1)
            {
                quoteFault = new RosterFault(parser.Row, null, "quote",
                    FormattableString.Invariant($"Row {parser.Row}: a quotation mark is out of place. A quoted cell ends with a quotation mark; one inside it is written twice."),
                    Excerpt.Shortened(parser.RawRecord));
            }
            else if (!separatorHint && cells.Any(cell => cell.Length > 0))
            {
                rows.Add(new RosterRow(parser.Row, cells));
            }
        }

        return rows;
    }

    private static string DelimiterIn(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4)
        {
            return text[4].ToString();
        }

        var header = text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        return Delimiters.MaxBy(delimiter => header.Split(delimiter).Length)!;
    }

    private static RosterReading Refused(RosterFault fault) => new([], [fault]);
}

/// <summary>A row with something in it.</summary>
/// <param name="Number">As a spreadsheet counts it: the header is row 1.</param>
/// <param name="Cells">Its cells, without white space around or doubled inside.</param>
internal sealed record RosterRow(int Number, ImmutableArray<string> Cells);
