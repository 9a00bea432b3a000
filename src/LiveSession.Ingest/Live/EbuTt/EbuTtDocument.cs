namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>One document of an EBU-TT Live sequence: all that stands on the screen at its time.</summary>
/// <param name="Sequence">The identifier of its sequence.</param>
/// <param name="Number">Its number in the sequence; numbers grow, not always by one.</param>
/// <param name="Group">The group of authors it belongs to, where it names one.</param>
/// <param name="Token">Its control token, where it has one.</param>
/// <param name="Request">What its author asks the others of the group, as it is written.</param>
/// <param name="Times">When it is shown.</param>
/// <param name="Rows">The rows of text, from top to bottom.</param>
public sealed record EbuTtDocument(
    string Sequence, long Number, string? Group, long? Token, string? Request, EbuTtTimes Times, ImmutableArray<EbuTtRow> Rows)
{
    /// <summary>The token by which it claims the pen: the standard asks for a group as well.</summary>
    public long? Claim => Group is null ? null : Token;

    /// <summary>Its words, one row under the other.</summary>
    public string Text => string.Join('\n', Rows.Select(row => row.Text));
}

/// <summary>One row of text.</summary>
/// <param name="Text">The words, without white space at either end; never empty.</param>
/// <param name="Language">BCP 47 tag; null where the document names none.</param>
/// <param name="Id">The <c>xml:id</c> of its paragraph, with the number of the row in it from the second one on: <c>a</c>, <c>a/1</c>; null where it has none.</param>
public sealed record EbuTtRow(string Text, string? Language, string? Id = null);

/// <summary>The times in a document, on its own time base.</summary>
/// <param name="IsUtc">Whether they are times of the day in UTC; others cannot be compared with our clock.</param>
/// <param name="Begin">The earliest begin; zero where none is named.</param>
/// <param name="End">The latest end; null where one part at least goes on.</param>
/// <param name="Duration">How long the document is shown at most, counted from its beginning.</param>
public readonly record struct EbuTtTimes(bool IsUtc, TimeSpan Begin, TimeSpan? End, TimeSpan? Duration)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The moment the document begins to be shown: when it is there, unless it names a later time.</summary>
    public DateTimeOffset ShownFrom(DateTimeOffset availableAt) => IsUtc && Nearest(Begin, availableAt) is var begin && begin > availableAt ? begin : availableAt;

    /// <summary>The moment it ends by itself; null when it stands until the next one.</summary>
    public DateTimeOffset? ShownUntil(DateTimeOffset availableAt)
    {
        var from = ShownFrom(availableAt);
        var byDuration = Duration is { } duration && duration < Day ? from + duration : (DateTimeOffset?)null;
        var byEnd = IsUtc && End is { } end ? Nearest(end, availableAt) : (DateTimeOffset?)null;
        return byDuration is null || byEnd < byDuration ? byEnd : byDuration;
    }

    /// <summary>When its words were said, as its author's clock has it; null where it has none that can be compared.</summary>
    public DateTimeOffset? SpokenAt(DateTimeOffset availableAt) => IsUtc && Begin > TimeSpan.Zero ? Nearest(Begin, availableAt) : null;

    // A time of the day names a moment every day; the one meant is the closest.
    private static DateTimeOffset Nearest(TimeSpan time, DateTimeOffset to)
    {
        var at = new DateTimeOffset(to.UtcDateTime.Date, TimeSpan.Zero) + TimeSpan.FromTicks(time.Ticks % Day.Ticks);
        return at - to > Day / 2 ? at - Day : to - at > Day / 2 ? at + Day : at;
    }
}
