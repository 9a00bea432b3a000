using LiveSession.Core.Captions;

namespace LiveSession.Publishing.Transcript;

/// <summary>What a correction did to the words of a line.</summary>
internal static class TrackedWords
{
    /// <summary>
    /// The words as they stand, with those that were taken out and put in between the ones that stayed: leaving out either gives the other text.
    /// Without <paramref name="former"/> words they all stayed.
    /// </summary>
    public static IEnumerable<(string Text, WordChange Change)> Of(string? former, string now)
    {
        if (former is null)
        {
            return [(now, WordChange.None)];
        }

        var (before, after) = (Words(former), Words(now));
        var kept = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = before[kept..].Reverse().Zip(after[kept..].Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        (string Text, WordChange Change)[] pieces =
        [
            (string.Concat(after[..kept]), WordChange.None), (string.Concat(before[kept..^tail]), WordChange.Deleted),
            (string.Concat(after[kept..^tail]), WordChange.Inserted), (string.Concat(after[^tail..]), WordChange.None),
        ];
        return pieces.Where(piece => piece.Text.Length > 0);
    }

    /// <summary>
    /// The words of a line as they were aired, without the mark that says who speaks; null where there are none to compare. The former
    /// words of a line that was cut between speakers otherwise than now are nobody's alone.
    /// </summary>
    public static string? FormerOf(CaptionLineView line, bool isCut) =>
        PrintedText.OneLine(line.Former ?? (isCut ? "" : line.FormerLine ?? "")) is { Length: > 0 } former
            ? SpeakerMark.Split(former) switch
            {
                [var words] => words,
                ["", var marked] => SpeakerMark.Read(marked).Words,
                _ => null,
            }
            : null;

    // Each with the space before it, so that a word at the end comes and goes without changing the one before.
    private static string[] Words(string text) => [.. text.Split(' ').Select((word, index) => index == 0 ? word : $" {word}")];
}

/// <summary>What became of words.</summary>
internal enum WordChange
{
    /// <summary>They stand as they were aired.</summary>
    None,

    /// <summary>They were aired and stand no more.</summary>
    Deleted,

    /// <summary>They were not aired.</summary>
    Inserted,
}
