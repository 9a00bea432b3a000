using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;
using LiveSession.Ingest.Files;

namespace LiveSession.Benchmarks.Attribution;

/// <summary>A real meeting whose captions keep their speakers to themselves.</summary>
/// <param name="Steps">What happened, in order.</param>
internal sealed record HiddenNames(ImmutableArray<FileStep> Steps)
{
    private static readonly Guid Epoch = new("0199b1f0-0000-7000-8000-0000000000aa");

    /// <summary>Who said each line, by its number in the log.</summary>
    private readonly Dictionary<long, string> _truth = [];

    public int Words { get; } = Steps.OfType<LineStep>().Sum(line => WordsIn(line.Text));

    public static HiddenNames Read(string path)
    {
        using var content = File.OpenRead(path);
        return new HiddenNames(CaptionFile.Read(content).Steps);
    }

    public static int WordsIn(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>The words a queue alone would give to the right one.</summary>
    public int WordsOfLastCalled()
    {
        var (right, called) = (0, (string?)null);
        foreach (var step in Steps)
        {
            called = step is FloorGrantStep grant ? grant.Who : called;
            right += step is LineStep line && Same(called, line.Speaker) ? WordsIn(line.Text) : 0;
        }

        return right;
    }

    public int WordsRight(IEnumerable<Passage> passages) =>
        passages.Where(passage => Same(passage.Speaker, _truth[passage.Line.Number])).Sum(passage => WordsIn(passage.Text));

    /// <summary>The meeting as a session of ours, and what its transcript makes of it.</summary>
    public IEnumerable<Passage> Passages(Marking marking)
    {
        var log = LogId.Of(SessionId.New());
        var state = SessionState.Empty;
        string? before = null;
        foreach (var step in Steps)
        {
            switch (step)
            {
                case FloorGrantStep grant:
                    if (state.Floor.Speaking is { } speaking)
                    {
                        Happen(new FloorYielded(speaking.Number, TurnEnd.NextSpeaker));
                    }

                    Happen(new FloorGranted(state.Floor.TurnCount + 1, new Speaker(ParticipantId.New(), grant.Who, "", Place.Remote)));
                    break;
                case LineStep line:
                    var mark = marking == Marking.Text && line.Speaker != before ? $">> {line.Speaker!.ToUpperInvariant()}: " : "";
                    Happen(new CaptionLineAdded("floor", "en", mark + line.Text, marking == Marking.Keys ? line.Speaker : null, null));
                    _truth[state.Cursor.Sequence] = line.Speaker!;
                    before = line.Speaker;
                    break;
            }

            void Happen(LogEvent happened) => state = state.Apply(new LoggedEvent(
                log, new LogPosition(Epoch, state.Cursor.Sequence + 1), DateTimeOffset.UnixEpoch + step.At!.Value, ParticipantId.New(), CommandId.New(),
                happened, HashChain.Start));
        }

        return Core.Transcript.Attribution.Of(state.Captions.Lines);
    }

    // Who calls somebody in a chat shortens the name.
    private static bool Same(string? one, string? other) =>
        one is not null && other is not null
        && (one.Contains(other, StringComparison.OrdinalIgnoreCase) || other.Contains(one, StringComparison.OrdinalIgnoreCase));
}
