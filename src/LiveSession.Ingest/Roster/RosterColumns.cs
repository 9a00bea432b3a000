using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Roster;

/// <summary>What a column of a roster says.</summary>
internal enum RosterColumn
{
    Name,
    Affiliation,
    Group,
    Role,
    Email,
}

/// <summary>Which column is where, by its header.</summary>
internal sealed class RosterColumns
{
    private static readonly Dictionary<string, RosterColumn> Known = new()
    {
        ["name"] = RosterColumn.Name,
        ["fullname"] = RosterColumn.Name,
        ["nom"] = RosterColumn.Name,
        ["nomcomplet"] = RosterColumn.Name,
        ["affiliation"] = RosterColumn.Affiliation,
        ["delegation"] = RosterColumn.Affiliation,
        ["organisation"] = RosterColumn.Affiliation,
        ["organization"] = RosterColumn.Affiliation,
        ["group"] = RosterColumn.Group,
        ["stakeholdergroup"] = RosterColumn.Group,
        ["groupe"] = RosterColumn.Group,
        ["role"] = RosterColumn.Role,
        ["email"] = RosterColumn.Email,
        ["emailaddress"] = RosterColumn.Email,
        ["mail"] = RosterColumn.Email,
        ["courriel"] = RosterColumn.Email,
        ["adresseelectronique"] = RosterColumn.Email,
    };

    private readonly Dictionary<RosterColumn, (int Index, string Header)> _places = [];

    public ImmutableArray<RosterFault> Faults { get; private set; } = [];

    public int Count { get; private init; }

    public static RosterColumns Read(RosterRow header)
    {
        var columns = new RosterColumns { Count = header.Cells.Length };
        var faults = ImmutableArray.CreateBuilder<RosterFault>();
        for (var n = 0; n < header.Cells.Length; n++)
        {
            columns.Place(header.Number, n, header.Cells[n], faults);
        }

        // None of the words known: the header was forgotten, which one fault says better than five.
        columns.Faults = columns._places.Count == 0
            ? [new RosterFault(header.Number, null, "no-header", "The first row must name the columns: name, affiliation, group, role, email.", Excerpt.Shortened(header.Cells[0]))]
            : columns._places.ContainsKey(RosterColumn.Name)
                ? faults.ToImmutable()
                : faults.ToImmutable().Insert(0, new RosterFault(header.Number, "name", "missing", "There is no column \"name\"."));
        return columns;
    }

    /// <summary>What a row says in a column; empty where there is no such column or cell.</summary>
    public string CellOf(RosterRow row, RosterColumn column) =>
        _places.TryGetValue(column, out var place) && place.Index < row.Cells.Length ? row.Cells[place.Index] : "";

    /// <summary>The column's name as the file has it.</summary>
    public string NameOf(RosterColumn column) =>
        _places.TryGetValue(column, out var place) ? place.Header : column.ToString().ToLowerInvariant();

    private void Place(int row, int index, string header, ImmutableArray<RosterFault>.Builder faults)
    {
        if (header.Length == 0)
        {
            return;
        }

        if (!Known.TryGetValue(RosterWords.Fold(header), out var column))
        {
            faults.Add(new RosterFault(row, header, "columns",
                $"The column \"{Excerpt.Shortened(header)}\" is not known. Columns are: name, affiliation, group, role, email.", Excerpt.Shortened(header)));
        }
        else if (!_places.TryAdd(column, (index, header)))
        {
            faults.Add(new RosterFault(row, header, "columns", $"The column \"{header}\" says the same as \"{_places[column].Header}\".", header));
        }
    }
}
