using LiveSession.Ingest.Files;

namespace LiveSession.Cli.Replay;

/// <summary>When each step of a file is due, counted from the start of the replay.</summary>
internal static class ReplaySchedule
{
    private const double WordsPerMinute = 160;
    private const double CharactersPerMinute = 320;

    /// <summary>The due times, in the order of the steps; they never go back.</summary>
    public static ImmutableArray<TimeSpan> Of(ImmutableArray<FileStep> steps, double speed)
    {
        if (speed == 0)
        {
            return [.. steps.Select(_ => TimeSpan.Zero)];
        }

        var first = steps.Select(step => step.At).FirstOrDefault(at => at is not null) ?? TimeSpan.Zero;
        var spoken = TimeSpan.Zero;
        var due = ImmutableArray.CreateBuilder<TimeSpan>(steps.Length);
        foreach (var step in steps)
        {
            if (step.At is { } at && at - first > spoken)
            {
                spoken = at - first;
            }

            due.Add(spoken / speed);
            if (step is LineStep { At: null } line)
            {
                // A finished line appears once it was spoken; the next one when that, too, has been.
                spoken += TimeToSay(line.Text);
            }
        }

        return due.MoveToImmutable();
    }

    /// <summary>How long words take to say.</summary>
    public static TimeSpan TimeToSay(string text)
    {
        var characters = text.Count(Script.IsSpaceless);
        var words = new string([.. text.Select(letter => Script.IsSpaceless(letter) ? ' ' : letter)])
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Count(word => word.Any(char.IsLetterOrDigit));
        return TimeSpan.FromMinutes((characters / CharactersPerMinute) + (words / WordsPerMinute));
    }
}
