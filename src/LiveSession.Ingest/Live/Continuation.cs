namespace LiveSession.Ingest.Live;

/// <summary>
/// Where a post goes on after words that are recorded already: the end of the record and the beginning of the post say the same. White space
/// does not count, as lines of the record have none at their ends.
/// </summary>
internal static class Continuation
{
    /// <summary>From where on the post says something new; 0 where all of it does.</summary>
    public static int Of(string recorded, string post)
    {
        var (end, places) = (Letters(recorded), PlacesOf(post));
        for (var count = Math.Min(end.Length, places.Count); count > 0; count--)
        {
            var after = places[count - 1] + 1;
            // Where a word of the post is cut it must be all that was recorded: else a letter or two may be alike by chance.
            var whole = count == end.Length || after == post.Length || char.IsWhiteSpace(post[after]) || Seam.EndOf(post.AsSpan(0, after)) is { } letter && Seam.IsUnspaced(letter);
            if (whole && Same(end.AsSpan(end.Length - count), post, places))
            {
                return after;
            }
        }

        return 0;
    }

    private static bool Same(ReadOnlySpan<char> end, string post, List<int> places)
    {
        for (var index = 0; index < end.Length; index++)
        {
            if (end[index] != post[places[index]])
            {
                return false;
            }
        }

        return true;
    }

    private static string Letters(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private static List<int> PlacesOf(string text) => [.. Enumerable.Range(0, text.Length).Where(index => !char.IsWhiteSpace(text[index]))];
}
