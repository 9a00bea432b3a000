using System.Globalization;
using Spectre.Console;

namespace LiveSession.Cli.Replay;

/// <summary>Shows how far a replay is: a bar at a terminal, now and then a line where nobody watches.</summary>
internal static class ReplayProgress
{
    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Shows progress until the work is done, and passes its outcome on.</summary>
    public static Task ShowAsync(IAnsiConsole? console, ReplayTally tally, Task work, TimeProvider time) =>
        console is null ? work
        : console.Profile.Out.IsTerminal && console.Profile.Capabilities.Interactive ? BarAsync(console, tally, work, time)
        : LinesAsync(console, tally, work, time);

    private static async Task BarAsync(IAnsiConsole console, ReplayTally tally, Task work, TimeProvider time)
    {
        await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("captions", maxValue: tally.Lines);
                do
                {
                    await Task.WhenAny(work, Task.Delay(BarEvery, time, CancellationToken.None));
                    var now = tally.Now();
                    bar.Value = now.Acknowledged + now.Refused;
                    bar.Description = Markup.Escape(Words(tally));
                }
                while (!work.IsCompleted);
            });
        await work;
    }

    private static async Task LinesAsync(IAnsiConsole console, ReplayTally tally, Task work, TimeProvider time)
    {
        using var ended = new CancellationTokenSource();
        while (await Task.WhenAny(work, Task.Delay(LineEvery, time, ended.Token)) != work)
        {
            console.WriteLine(Words(tally));
        }

        await ended.CancelAsync();
        await work;
    }

    private static string Words(ReplayTally tally)
    {
        var (sent, acknowledged, refused, reconnects) = tally.Now();
        return string.Create(CultureInfo.InvariantCulture, $"{acknowledged} of {tally.Lines} lines acknowledged")
            + (sent > acknowledged + refused ? string.Create(CultureInfo.InvariantCulture, $", {sent - acknowledged - refused} waiting") : "")
            + (refused > 0 ? string.Create(CultureInfo.InvariantCulture, $", {refused} refused") : "")
            + (reconnects > 0 ? string.Create(CultureInfo.InvariantCulture, $", {reconnects} reconnects") : "");
    }
}
