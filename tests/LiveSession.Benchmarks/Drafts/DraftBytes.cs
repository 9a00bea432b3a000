using System.Text;
using System.Text.Json;
using LiveSession.Testing.Installation;

namespace LiveSession.Benchmarks.Drafts;

/// <summary>What an hour of a real caption feed, written letter by letter, weighs on the wire for one reader: drafts as changes, and as whole lines.</summary>
internal static class DraftBytes
{
    private const string Record = "srccon2015_WebAccessibility_raw-cart.txt";
    private const int WordsPerMinute = 160;
    private const int DraftsPerSecond = 10;

    // Each hub message: its envelope, the record separator, and the frame's header.
    private const int Envelope = 42;

    public static IReadOnlyList<Figure> Weigh()
    {
        if (RealRecords.Find(Record) is not { } path)
        {
            Console.Error.WriteLine($"{Record} is not here: what drafts weigh is left out. LIVESESSION_DATA names the folder of real records.");
            return [];
        }

        var lines = File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray();
        var letters = lines.Sum(line => line.Length);
        var words = lines.Sum(line => line.Split(' ').Length);
        var step = Math.Max(1, (int)Math.Round((double)letters / words * WordsPerMinute / 60 / DraftsPerSecond));
        var (changes, whole, revision) = (0L, 0L, 0L);
        foreach (var line in lines)
        {
            for (var length = step; length < line.Length; length += step)
            {
                revision++;
                changes += WeightOf(length == step
                    ? new CaptionDraft("floor", revision, 0, 0, line[..length], "en")
                    : new CaptionDraft("floor", revision, revision - 1, length - step, line[(length - step)..length]));
                whole += WeightOf(new CaptionDraft("floor", revision, 0, 0, line[..length], "en"));
            }
        }

        // The record lasts as long as its words take; the figures are for one hour of it.
        var hours = (double)words / WordsPerMinute / 60;
        return
        [
            new("draft bytes", Record, "drafts as changes", changes / hours / 1_000, "kB/h"),
            new("draft bytes", Record, "drafts as whole lines", whole / hours / 1_000, "kB/h"),
            new("draft bytes", Record, "changes / whole lines", (double)changes / whole, "times", 1),
        ];
    }

    private static int WeightOf(CaptionDraft draft) => Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(draft, ProtocolJson.Options)) + Envelope;
}
