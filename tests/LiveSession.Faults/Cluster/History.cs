using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.Cluster;

/// <summary>Checks a session's log against what its people did and saw. Knows nothing of the product's own decisions.</summary>
internal static class History
{
    private static readonly TimeSpan AwayFor = TimeSpan.FromSeconds(15);

    public static Verdict Check(
        IReadOnlyList<LoggedEvent> log, IReadOnlyCollection<WrittenTrack> tracks, IReadOnlyCollection<Reading> readings,
        IReadOnlyCollection<(CommandId Command, LogPosition Position)> presses, IReadOnlyCollection<IReadOnlyList<SeenFloor>> floors)
    {
        var spoken = log.Where(happened => happened.Event is CaptionLineAdded)
            .Select(happened => (happened.Position.Sequence, happened.Command, Line: (CaptionLineAdded)happened.Event)).ToArray();
        var verdict = new Verdict(tracks.Sum(track => track.Lines.Count(line => line.Number is not null)), 0, 0, 0, 0, 0, CountDoubleFloor(log), CountHoldersSeen(log, floors), CountOtherHands(log), 0);
        foreach (var track in tracks)
        {
            var archived = spoken.Where(line => line.Line.Track == track.Track).Select(line => (line.Sequence, line.Command)).ToArray();
            var sent = track.Lines.ToDictionary(line => line.Command);
            verdict = verdict with
            {
                Lost = verdict.Lost + sent.Values.Count(line => line.Number is { } number && !archived.Contains((number, line.Command))),
                Doubled = verdict.Doubled + archived.Length - archived.Select(line => line.Command).Distinct().Count(),
                Foreign = verdict.Foreign + archived.Count(line => !sent.ContainsKey(line.Command)),
                OutOfOrder = verdict.OutOfOrder + CountOutOfOrder(track.Lines, archived.Select(line => line.Command).Distinct()),
            };
        }

        var numbered = spoken.ToDictionary(line => line.Sequence, line => line.Line.Text);
        return verdict with
        {
            ObserverFaults = readings.Sum(reading => reading.Faults + CountDifferences(reading.Lines, numbered)),
            LostRequests = presses.Count(told => !log.Any(happened => happened.Command == told.Command && happened.Position.Sequence <= told.Position.Sequence)),
        };
    }

    // A captioner begins a line once the one before is in the record.
    private static int CountOutOfOrder(ImmutableArray<WrittenLine> sent, IEnumerable<CommandId> inLogOrder)
    {
        var places = sent.Select((line, place) => (line.Command, place)).ToDictionary();
        var (last, wrong) = (-1, 0);
        foreach (var place in inLogOrder.Where(places.ContainsKey).Select(command => places[command]))
        {
            wrong += place < last ? 1 : 0;
            last = Math.Max(last, place);
        }

        return wrong;
    }

    // From the observer's first line to the log's last, every line once, in order and as it stands in the log. Each fault counts: none makes up for another.
    private static int CountDifferences(ImmutableArray<CaptionLineView> seen, Dictionary<long, string> numbered)
    {
        var numbers = seen.Select(line => line.Number).ToHashSet();
        var first = seen.Length > 0 ? seen[0].Number : 0;
        return seen.Count(line => numbered.GetValueOrDefault(line.Number) != line.Text)
            + seen.Length - numbers.Count
            + seen.Zip(seen.Skip(1)).Count(pair => pair.First.Number > pair.Second.Number)
            + numbered.Keys.Count(number => number >= first && !numbers.Contains(number));
    }

    // Views of the same place in the log that name different holders, whoever saw them; views unlike the log at their place; and, on one
    // connection, views of an earlier place after a later one: each would let somebody see two people with the floor.
    private static int CountHoldersSeen(IReadOnlyList<LoggedEvent> log, IReadOnlyCollection<IReadOnlyList<SeenFloor>> floors)
    {
        var (holders, holder, turn) = (new Dictionary<LogPosition, (int Turn, ParticipantId? Holder)>(), default(ParticipantId?), 0);
        foreach (var happened in log)
        {
            (turn, holder) = happened.Event switch
            {
                FloorGranted granted => (granted.Turn, granted.Speaker.Id),
                FloorYielded => (turn, null),
                _ => (turn, holder),
            };
            holders[happened.Position] = (turn, holder);
        }

        return floors.SelectMany(seen => seen).GroupBy(seen => seen.Position, seen => (seen.Turn, seen.Holder)).Sum(same => same.Distinct().Count() - 1)
            + floors.Sum(seen => seen.Count(one => !holders.TryGetValue(one.Position, out var recorded) || recorded != (one.Turn, one.Holder)))
            + floors.Sum(seen => seen.Zip(seen.Skip(1)).Count(pair =>
                pair.First.Connection == pair.Second.Connection && pair.First.Position.Sequence > pair.Second.Position.Sequence));
    }

    // Rules 17 and 18 of E/5975/Rev.1: one presides at a time. From whoever is there the gavel comes by their own hand only.
    private static int CountOtherHands(IEnumerable<LoggedEvent> log)
    {
        var (holder, number, wrong) = (default(ParticipantId?), 0, 0);
        foreach (var happened in log)
        {
            switch (happened.Event)
            {
                case FloorGranted:
                    wrong += holder is not null && happened.By != holder ? 1 : 0;
                    break;
                case GavelTaken taken:
                    wrong += taken.Number != number + 1 || (holder is not null && (happened.By == holder || !(taken.FormerGone >= AwayFor))) ? 1 : 0;
                    (holder, number) = (happened.By, taken.Number);
                    break;
                case GavelHandedOver handed:
                    wrong += handed.Number != number + 1 || (holder is not null && happened.By != holder) ? 1 : 0;
                    (holder, number) = (handed.To, handed.Number);
                    break;
            }
        }

        return wrong;
    }

    private static int CountDoubleFloor(IEnumerable<LoggedEvent> log)
    {
        var (turn, speaking, wrong) = (0, false, 0);
        foreach (var happened in log)
        {
            switch (happened.Event)
            {
                case FloorGranted granted:
                    wrong += speaking || granted.Turn != turn + 1 ? 1 : 0;
                    (turn, speaking) = (granted.Turn, true);
                    break;
                case FloorYielded yielded:
                    wrong += !speaking || yielded.Turn != turn ? 1 : 0;
                    speaking = false;
                    break;
            }
        }

        return wrong;
    }
}

/// <summary>What a captioner wrote on a track of their own, and was told of it.</summary>
internal sealed record WrittenTrack(string Track, ImmutableArray<WrittenLine> Lines);

/// <summary>What an observer has in front of them, and how often the server broke its contract towards them.</summary>
internal sealed record Reading(int Faults, ImmutableArray<CaptionLineView> Lines);
