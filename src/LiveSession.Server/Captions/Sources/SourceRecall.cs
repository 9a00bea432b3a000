using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Ingest.Live;

namespace LiveSession.Server.Captions.Sources;

/// <summary>
/// What the record knows of a source, for a process that has not heard it yet: which posts were taken, and what stands in its last lines. The
/// software goes on where it was, whether the server was stopped or ended without a word. Lost is what had been begun at that moment and was
/// no line yet, unless its post is sent again; a server that is stopped finishes it.
/// </summary>
internal static class SourceRecall
{
    private const int Rows = 6;

    /// <summary>Recalls into a source that has just been made.</summary>
    public static void Into(LiveSource live, SessionState state)
    {
        List<(SourceCommandId? Id, CommandTrace Trace)> own =
        [
            .. state.Cursor.Commands
                .Where(command => command.Value.By == live.Source.Id.Writer)
                .OrderBy(command => command.Value.Sequence)
                .Select(command => (SourceCommandId.Read(command.Key), command.Value)),
        ];
        if (own.Count == 0)
        {
            return;
        }

        var ids = own.ToLookup(command => command.Trace.Sequence, command => command.Id);
        var lines = state.Captions.Lines.Where(line => line.Track == live.Source.Track && ids.Contains(line.Number)).TakeLast(LineBuffer.Reach).ToList();
        RecallPosts(live, [.. own.Select(command => command.Id).OfType<SourceCommandId>()], [.. own], lines);
        // What was said before the record last stopped is out of reach.
        var bar = state.OffTheRecordSpans is [.., var off] ? off.Since : (DateTimeOffset?)null;
        if (live.Screen is { } screen)
        {
            // Its last lines stand on its screen, as far as anybody knows: what comes next goes on from them.
            lines = [.. lines.TakeLast(Rows)];
            RecallLines(live, lines, bar, line => line == lines[^1] ? 0 : LineTraits.Typed);
            screen.Recall(lines.Select(line => (line.Text, line.At <= bar)));
        }
        else
        {
            // Of lines that came without a number it is not known who ended them; software that leaves that to us gives its posts numbers.
            var recorded = RecallLines(live, lines, bar, line => ids[line.Number].First()?.Traits ?? LineTraits.Typed);
            live.Posts?.Recall(recorded, own[^1].Id?.Traits.HasFlag(LineTraits.Rolls) == true);
        }
    }

    private static void RecallPosts(LiveSource live, List<SourceCommandId> ids, List<(SourceCommandId? Id, CommandTrace Trace)> own, List<CaptionLine> lines)
    {
        foreach (var id in ids)
        {
            live.Sequence.Recall(id.Number, id.Hash, id.Run);
            live.Documents.Recall(id.Number, id.Hash);
        }

        if (ids is [.., var last])
        {
            var parts = own.Where(command => command.Id is { } id && (id.Number, id.Hash, id.Run) == (last.Number, last.Hash, last.Run)).ToList();
            var numbers = parts.Select(part => part.Trace.Sequence).ToHashSet();
            live.Sequence.Recall(new RecordedPost(
                last.Number, last.Hash, parts.Exists(part => part.Id!.Value.Traits.HasFlag(LineTraits.Whole)), parts.Count,
                string.Join(' ', lines.Where(line => numbers.Contains(line.Number)).Select(line => line.Text))));
        }
    }

    private static List<RecordedLine> RecallLines(LiveSource live, List<CaptionLine> lines, DateTimeOffset? bar, Func<CaptionLine, LineTraits> traits)
    {
        var recorded = lines.ConvertAll(line => new RecordedLine(
            line.Text, line.Language, line.MarkedSpeaker, traits(line).HasFlag(LineTraits.Typed), traits(line).HasFlag(LineTraits.Spaced)));
        var barred = lines.Count(line => line.At <= bar);
        List<long> slots = [.. live.Buffer.Recall(recorded[..barred])];
        if (bar is not null)
        {
            live.Buffer.Bar();
        }

        slots.AddRange(live.Buffer.Recall(recorded[barred..]));
        foreach (var (slot, line) in slots.Zip(lines))
        {
            live.Recorded(slot, line.Number);
        }

        return recorded;
    }
}
