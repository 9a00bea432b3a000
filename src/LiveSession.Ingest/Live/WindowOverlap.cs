namespace LiveSession.Ingest.Live;

/// <summary>
/// How a window lies over what was written before it: from which word on they say the same, and how much. White space does not count: a
/// window that has moved on breaks its lines anew, and may begin in the middle of a word.
/// </summary>
/// <param name="At">The first word of what was written that the window shows.</param>
/// <param name="Weight">How much of it they share.</param>
/// <param name="Same">Up to where the written text stands.</param>
/// <param name="New">From where on the window goes on.</param>
/// <param name="Lost">How much of what was written has changed, by weight.</param>
/// <param name="Begun">Whether the window begins in the middle of a word.</param>
internal readonly record struct WindowOverlap(int At, int Weight, int Same, int New, int Lost, bool Begun)
{
    /// <summary>Lays a window over the written text from one of its words on; null where not even the first word is the same.</summary>
    public static WindowOverlap? Lay(int at, IReadOnlyList<WindowWord> written, IReadOnlyList<WindowWord> window)
    {
        var (count, weight, begun) = (0, 0, false);
        for (; at + count < written.Count && count < window.Count; count++)
        {
            var (before, now) = (written[at + count], window[count]);
            var last = at + count == written.Count - 1;
            var whole = before.Text == now.Text;
            // The last word was growing; the first is cut where the window begins.
            var grown = last && now.Text.StartsWith(before.Text, StringComparison.Ordinal);
            var cut = count == 0 && window.Count > 1 && before.Text.EndsWith(now.Text, StringComparison.Ordinal);
            if (!whole && !grown && !cut)
            {
                break;
            }

            begun |= !whole && !grown;
            weight += now.Weight;
        }

        if (count == 0)
        {
            return null;
        }

        var (same, fresh, lost) = (written[at + count - 1].End, window[count - 1].End, 0);
        if (at + count == written.Count)
        {
            // Of a word that was growing, what it has grown by is new.
            fresh -= begun && count == 1 ? 0 : Math.Max(0, window[count - 1].Text.Length - written[^1].Text.Length);
        }
        else
        {
            for (var index = at + count; index < written.Count; index++)
            {
                lost += written[index].Weight;
            }
        }

        return new(at, weight, same, fresh, lost, begun);
    }
}
