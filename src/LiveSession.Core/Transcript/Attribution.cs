using LiveSession.Core.Captions;

namespace LiveSession.Core.Transcript;

/// <summary>
/// Decides who said what is written on one track. The captioner's own word goes before the queue: a speaker key, then a mark in the text, which
/// stands until the next one, so that a chair's interjection is the chair's; then who had the floor when the words were said. What none of them
/// decides stays unknown.
/// </summary>
public static class Attribution
{
    // From the floor being given to the first finished caption of the new speaker nine in ten times pass less than that: until
    // then the words are still those of the one who was marked before it was given.
    private static readonly TimeSpan Overhang = TimeSpan.FromMinutes(1);

    /// <summary>The passages of a track's lines, each with its speaker and the rule that decided.</summary>
    /// <param name="lines">The lines of one track, in order.</param>
    public static IEnumerable<Passage> Of(IEnumerable<CaptionLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        (string? Name, AttributionRule Rule, int AfterTurn)? standing = null;
        string? before = null;
        var turns = 0;
        foreach (var line in lines)
        {
            turns = Math.Max(turns, line.Turn?.Number ?? 0);
            if (standing is { } old && line.Turn is { } turn && turn.Number > old.AfterTurn && line.SpokenAt - turn.Since > Overhang)
            {
                standing = null;
            }

            if (line.MarkedSpeaker is not null)
            {
                standing = null;
            }

            var pieces = SpeakerMark.Split(line.Text);
            var part = 0;
            for (var n = 0; n < pieces.Length; n++)
            {
                var words = pieces[n];
                if (n > 0)
                {
                    (var name, words) = SpeakerMark.Read(pieces[n]);
                    var (speaker, rule) = Marked(name, line, before);
                    standing = (speaker, rule, turns);
                }

                if (words.Length > 0 || pieces.Length == 1)
                {
                    var (speaker, rule) = standing is { } mark ? (mark.Name, mark.Rule) : WithoutMark(line);
                    yield return new Passage(line, ++part, pieces.Length == 1 ? line.Text : words.Trim(), speaker, rule);
                    before = speaker;
                }
            }
        }
    }

    /// <summary>Where a part of a line stands in its words; null where it has no such part.</summary>
    /// <param name="line">The line.</param>
    /// <param name="part">Counts its passages from 1.</param>
    public static (int Offset, int Length)? PlaceOf(CaptionLine line, int part)
    {
        ArgumentNullException.ThrowIfNull(line);
        var end = 0;
        foreach (var passage in Of([line]))
        {
            var offset = line.Text.IndexOf(passage.Text, end, StringComparison.Ordinal);
            end = offset + passage.Text.Length;
            if (passage.Part == part)
            {
                return (offset, passage.Text.Length);
            }
        }

        return null;
    }

    private static (string? Speaker, AttributionRule Rule) Marked(string? name, CaptionLine line, string? before) =>
        name is not null ? (Names(line, name) ? line.Turn!.Speaker.Name : name, AttributionRule.Mark)
        : line.MarkedSpeaker is { } key ? (key, AttributionRule.SpeakerKey)
        : line.Turn is { } turn && before is not null && before != turn.Speaker.Name ? (turn.Speaker.Name, AttributionRule.Return)
        : (null, AttributionRule.None);

    // Stenographers write the name or the delegation, in capitals.
    private static bool Names(CaptionLine line, string name) =>
        line.Turn is { Speaker: var holder }
        && (name.Equals(holder.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(holder.Affiliation, StringComparison.OrdinalIgnoreCase));

    private static (string? Speaker, AttributionRule Rule) WithoutMark(CaptionLine line) =>
        line.MarkedSpeaker is { } key ? (key, AttributionRule.SpeakerKey)
        : line.Turn is { } turn ? (turn.Speaker.Name, AttributionRule.Floor)
        : (null, AttributionRule.None);
}

/// <summary>Words of one line that one speaker said.</summary>
/// <param name="Line">The line.</param>
/// <param name="Part">Counts the parts of the line from 1.</param>
/// <param name="Text">The words, without the mark.</param>
/// <param name="Speaker">Who; null when unknown.</param>
/// <param name="Rule">What decided.</param>
public sealed record Passage(CaptionLine Line, int Part, string Text, string? Speaker, AttributionRule Rule);
