namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>
/// Whether rows are those of the document before, gone on or set right. In doubt they are new: a word said twice in the record is seen and
/// corrected, one that took another's place is lost.
/// </summary>
internal static class RowMatch
{
    // Of a hundred words, how many must be the same for a row to be the same row set right, where others beside it are the same.
    private const int Alike = 50;
    private const int ShortestMisprint = 4;
    private const int LongWord = 9;
    private const int FewestWords = 2;
    private const int MostWords = 200;

    /// <summary>How well the rows that are there now begin with these; null when they do not.</summary>
    /// <param name="before">Rows that were there, down to the last.</param>
    /// <param name="now">The rows there are.</param>
    /// <param name="over">Whether the screen was empty in between.</param>
    public static RowFit? Fit(ReadOnlySpan<string> before, ReadOnlySpan<string> now, bool over)
    {
        // The last row may have been taken back as a whole, where another one stays.
        var takenBack = before.Length - now.Length;
        if (takenBack > (now.Length > 0 && !over && before.Length > 1 ? 1 : 0))
        {
            return null;
        }

        var pairs = Math.Min(before.Length, now.Length);
        var equal = 0;
        for (var index = 0; index < pairs; index++)
        {
            equal += before[index] == now[index] ? 1 : 0;
        }

        if (takenBack == 1)
        {
            return equal == pairs ? new RowFit(equal, 0) : null;
        }

        var last = pairs - 1;
        if (over)
        {
            return before[..last].SequenceEqual(now[..last]) && GoesOn(before[last], now[last], moreRows: last > 0 || now.Length > pairs)
                ? new RowFit(equal, 0)
                : null;
        }

        var setRight = 0;
        for (var index = 0; index < pairs; index++)
        {
            if (before[index] == now[index] || (index == last && IsTyping(before[index], now[index])))
            {
                continue;
            }

            if (!IsSetRight(before[index], now[index], besideOthers: equal > 0))
            {
                return null;
            }

            setRight++;
        }

        return new RowFit(equal, setRight);
    }

    /// <summary>How many rows at the top stand as they were, although what follows them is something else; 0 where that is in doubt.</summary>
    /// <param name="before">Rows that were there, down to the last.</param>
    /// <param name="now">The rows there are.</param>
    public static int Standing(ReadOnlySpan<string> before, ReadOnlySpan<string> now)
    {
        var same = 0;
        var clear = false;
        while (same < before.Length && same < now.Length && before[same] == now[same])
        {
            clear |= Words(before[same]).Length >= FewestWords;
            same++;
        }

        return clear ? same : 0;
    }

    // After a pause the same words may have been said again: only what clearly goes on is the same.
    private static bool GoesOn(string before, string now, bool moreRows) =>
        now.StartsWith(before, StringComparison.Ordinal) && (now.Length == before.Length || now[before.Length] == ' ')
        && (moreRows || now.Length > before.Length) && Words(before).Length >= FewestWords;

    private static bool IsTyping(string before, string now) =>
        now.StartsWith(before, StringComparison.Ordinal) || before.StartsWith(now, StringComparison.Ordinal);

    /// <summary>
    /// Whether a row that is named alike says much the same: half of its words, or all of them with misprints set right and more after them; of
    /// a row without spaces, half of its letters.
    /// </summary>
    public static bool Resembles(string before, string now)
    {
        var (were, are) = (Words(before.ToUpperInvariant()), Words(now.ToUpperInvariant()));
        return IsTyping(before, now) || OnlyMisprintsDiffer(were, are) || Likeness(were, are) >= Alike
            || (were.Length < FewestWords && are.Length < FewestWords && Likeness(Letters(before), Letters(now)) >= Alike);
    }

    /// <summary>Whether a row says enough that the same words elsewhere are the same row.</summary>
    public static bool IsTelling(string row) => Words(row).Length >= FewestWords;

    private static bool IsSetRight(string before, string now, bool besideOthers) =>
        besideOthers ? Likeness(Words(before), Words(now)) >= Alike : Words(before).Length >= FewestWords && OnlyMisprintsDiffer(Words(before), Words(now));

    /// <summary>
    /// Whether words are the same ones set right, capitals included, or with more after them. Two delegations' names differ by more than a letter, and figures by what
    /// matters: those are other words.
    /// </summary>
    public static bool OnlyMisprintsDiffer(IReadOnlyCollection<string> before, IReadOnlyCollection<string> now) =>
        before.Count <= now.Count && before.Zip(now).All(pair => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase) || IsMisprint(pair.First, pair.Second));

    private static bool IsMisprint(string before, string now)
    {
        var letters = Math.Max(before.Length, now.Length);
        return Math.Min(before.Length, now.Length) >= ShortestMisprint && !before.Any(char.IsDigit) && !now.Any(char.IsDigit)
            && letters - LettersInCommon(before, now) <= (letters >= LongWord ? 2 : 1);
    }

    // At the beginning and at the end.
    private static int LettersInCommon(string before, string now)
    {
        var start = before.AsSpan().CommonPrefixLength(now);
        var end = 0;
        while (end < Math.Min(before.Length, now.Length) - start && before[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        return start + end;
    }

    // The words the two have in common, in their order, of a hundred of the longer one.
    private static int Likeness(string[] before, string[] now)
    {
        if (Math.Max(before.Length, now.Length) > MostWords)
        {
            return 0;
        }

        var (above, row) = (new int[now.Length + 1], new int[now.Length + 1]);
        foreach (var word in before)
        {
            for (var index = 0; index < now.Length; index++)
            {
                row[index + 1] = word == now[index] ? above[index] + 1 : Math.Max(above[index + 1], row[index]);
            }

            (above, row) = (row, above);
        }

        return 100 * above[now.Length] / Math.Max(1, Math.Max(before.Length, now.Length));
    }

    private static string[] Letters(string row) => [.. row.EnumerateRunes().Select(letter => letter.ToString())];

    // Words alone: a full stop that moved on, or a hyphen put in, makes no other word.
    private static string[] Words(string row) =>
        [.. row.Split([' ', '-', '\u2010', '\u2011'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.', ',', ';', ':', '!', '?', '"', '\u2026') is { Length: > 0 } bare ? bare : word)];
}

/// <summary>How rows fit those of the document before.</summary>
/// <param name="Equal">How many stand as they were.</param>
/// <param name="SetRight">How many stand with other words.</param>
internal readonly record struct RowFit(int Equal, int SetRight)
{
    /// <summary>Whether it says more for itself than another: more rows as they were, else fewer that changed.</summary>
    public bool IsBetterThan(RowFit? other) =>
        other is not { } fit || Equal > fit.Equal || (Equal == fit.Equal && SetRight < fit.SetRight);
}
