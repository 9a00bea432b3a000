using LiveSession.Analysis.Transcripts;
using LiveSession.Core.Sessions;

namespace LiveSession.Server.Analysis;

/// <summary>An intervention as one text, and the way back from a place in it to places in its caption lines.</summary>
internal sealed class SpokenText
{
    private readonly List<Piece> _pieces = [];

    private SpokenText(Intervention said) => Said = said;

    public Intervention Said { get; private set; }

    /// <summary>The interventions of a transcript.</summary>
    /// <param name="transcript">As it is published.</param>
    /// <param name="state">The session.</param>
    public static ImmutableArray<SpokenText> Of(TranscriptView transcript, SessionState state)
    {
        // Where in its line a part begins is not in a transcript: parts are found one after the other.
        var reached = new Dictionary<long, int>();
        return [.. transcript.Interventions.Select((one, i) =>
        {
            var language = one.Lines.IsEmpty ? null : one.Lines[0].Language;
            var spoken = new SpokenText(new Intervention(one.Number, one.Speaker, "", language)
            {
                Item = one.Item?.Number,
                Growing = i == transcript.Interventions.Length - 1 && transcript.Session.Phase is not SessionPhase.Closed,
            });
            foreach (var line in one.Lines)
            {
                spoken.Add(line, state, reached);
            }

            return spoken;
        })];
    }

    /// <summary>Where a stretch of the text is in the lines: one place for each line it touches.</summary>
    public IEnumerable<(CaptionLineView Line, int Offset, int Length)> PlacesOf(int offset, int length)
    {
        foreach (var piece in _pieces)
        {
            var (from, until) = (Math.Max(offset, piece.Start), Math.Min(offset + length, piece.Start + piece.Line.Text.Length));
            if (from < until)
            {
                yield return (piece.Line, piece.InLine + from - piece.Start, until - from);
            }
        }
    }

    private void Add(CaptionLineView line, SessionState state, Dictionary<long, int> reached)
    {
        if (line.Text.Length == 0)
        {
            return;
        }

        var whole = state.Captions.FindLine(line.Number) is { } recorded ? state.Publication.Published(recorded).Text : line.Text;
        var inLine = Math.Max(0, whole.IndexOf(line.Text, Math.Min(reached.GetValueOrDefault(line.Number), whole.Length), StringComparison.Ordinal));
        reached[line.Number] = inLine + line.Text.Length;
        var before = Said.Text.Length == 0 ? "" : Said.Text + " ";
        _pieces.Add(new Piece(line, before.Length, inLine));
        Said = Said with { Text = before + line.Text };
    }

    private readonly record struct Piece(CaptionLineView Line, int Start, int InLine);
}
