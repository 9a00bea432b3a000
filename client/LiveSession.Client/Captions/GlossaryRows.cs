namespace LiveSession.Client.Captions;

/// <summary>Reads short forms as they are pasted: one a row, <c>short⇥long</c> as from a spreadsheet, or <c>short = long</c> as typed by hand.</summary>
public static class GlossaryRows
{
    /// <summary>The entries, and what is wrong with the rows that are none.</summary>
    public static (ImmutableArray<GlossaryEntry> Entries, ImmutableArray<GlossaryFault> Faults) Read(string rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (entries, faults) = (ImmutableArray.CreateBuilder<GlossaryEntry>(), ImmutableArray.CreateBuilder<GlossaryFault>());
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var row in rows.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (row.Trim().Length == 0)
            {
                continue;
            }

            var parts = row.Split(row.Contains('\t', StringComparison.Ordinal) ? '\t' : '=', 2);
            var entry = new GlossaryEntry(parts[0].Trim(), parts.Length < 2 ? "" : parts[1].Trim());
            var fault = FaultOf(entry, parts.Length) ?? (seen.Add(entry.Form) ? null : "Twice");
            if (fault is null)
            {
                entries.Add(entry);
            }
            else
            {
                faults.Add(new GlossaryFault(number, fault, row.Trim()));
            }
        }

        return (entries.ToImmutable(), faults.ToImmutable());
    }

    private static string? FaultOf(GlossaryEntry entry, int parts) =>
        parts < 2 ? "NoLong"
        : entry.Form.Length == 0 ? "NoShort"
        : !GlossaryEntry.IsOneWord(entry.Form) ? "Words"
        : entry.Form.Length > 40 ? "ShortTooLong"
        : entry.Words.Length == 0 ? "NoLong"
        : entry.Words.Length > 300 ? "LongTooLong"
        : null;
}

/// <summary>A pasted row that is no entry.</summary>
/// <param name="Row">Its number, from 1.</param>
/// <param name="Kind">What is wrong, as the resources name it.</param>
/// <param name="Value">The row.</param>
public sealed record GlossaryFault(int Row, string Kind, string Value);
