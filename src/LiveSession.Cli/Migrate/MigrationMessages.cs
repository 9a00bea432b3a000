using LiveSession.Storage.Migration;
using Spectre.Console;

namespace LiveSession.Cli.Migrate;

/// <summary>Says in words how far a migration is, and not more often than somebody reads.</summary>
internal sealed class MigrationMessages(Terminal terminal, TimeProvider time) : IProgress<MigrationProgress>
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    private readonly long _began = time.GetTimestamp();
    private MigrationStep? _step;
    private long _said;

    public void Report(MigrationProgress value)
    {
        if (value.Step == _step && time.GetElapsedTime(_said) < Often)
        {
            return;
        }

        (_step, _said) = (value.Step, time.GetTimestamp());
        terminal.Messages.MarkupLineInterpolated($"{value.Step switch
        {
            MigrationStep.Copying => $"Copying and checking: {value.Events} of {value.OfEvents} events{Rest(value)}",
            MigrationStep.Checking => $"All {value.Events} events are there. Checking them once more where they lie",
            _ => "Everything arrived as it was sent. Making it valid",
        }}");
    }

    private string Rest(MigrationProgress value)
    {
        var gone = time.GetElapsedTime(_began);
        var left = gone * ((double)(value.OfEvents - value.Events) / value.Events);
        // The first events tell more of the start than of the rest.
        return gone < Often || left < Often ? "" : $", about {(left.TotalSeconds < 90 ? $"{left.TotalSeconds:F0} seconds" : $"{left.TotalMinutes:F0} minutes")} left";
    }
}
