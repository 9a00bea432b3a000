using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Transcript;

/// <summary>Finds where somebody had the floor and nothing was written. Time off the record is no gap: nothing may be written then.</summary>
internal static class Silences
{
    // Captions of a long sentence come late; a minute beyond what their words take to say is no longer that.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private const double LettersPerSecond = 12;

    /// <summary>The gaps; none while nothing at all was written on the track.</summary>
    public static IEnumerable<(Turn Turn, DateTimeOffset From, DateTimeOffset Until)> Of(SessionState state, IReadOnlyList<CaptionLine> lines)
    {
        if (lines.Count == 0)
        {
            yield break;
        }

        var covered = lines.Select(line => (From: StartOf(line), Until: line.At))
            .Concat(state.OffTheRecordSpans.Select(span => (From: span.Since, Until: span.Until ?? DateTimeOffset.MaxValue)))
            .OrderBy(span => span.From).ToArray();
        foreach (var turn in state.Floor.Turns)
        {
            var end = turn.EndedAt ?? DateTimeOffset.MaxValue;
            var reached = turn.Since;
            foreach (var (from, until) in covered.Where(span => span.Until > turn.Since && span.From < end))
            {
                if (from - reached >= Shortest)
                {
                    yield return (turn, reached, from);
                }

                reached = until > reached ? until : reached;
            }

            // Of a turn that goes on nobody knows yet whether its last words are still to come.
            if (turn.EndedAt is { } ended && ended - reached >= Shortest)
            {
                yield return (turn, reached, ended);
            }
        }
    }

    private static DateTimeOffset StartOf(CaptionLine line) =>
        line.SpokenAt < line.At ? line.SpokenAt : line.At - TimeSpan.FromSeconds(line.Text.Length / LettersPerSecond);
}
