using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Floor;

/// <summary>How long the turn lasts, against the limit: from 70 % it warns, from 90 % it presses, in colour and in words.</summary>
public sealed partial class TurnClock : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private ITimer? _timer;

    private enum Pressure
    {
        None,
        Soon,
        Last,
        Over,
    }

    /// <summary>From when it counts.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset From { get; set; }

    /// <summary>Since when it stands still; null while it runs.</summary>
    [Parameter]
    public DateTimeOffset? StandsSince { get; set; }

    /// <summary>How long the turn may last; null for no limit.</summary>
    [Parameter]
    public TimeSpan? Limit { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private TimeSpan Spent => (StandsSince ?? Time.GetUtcNow()) - From is var spent && spent > TimeSpan.Zero ? spent : TimeSpan.Zero;

    private Pressure Pressing => Limit is not { } limit ? Pressure.None : (Spent / limit) switch
    {
        > 1 => Pressure.Over,
        >= 0.9 => Pressure.Last,
        >= 0.7 => Pressure.Soon,
        _ => Pressure.None,
    };

    private string Class => Pressing switch
    {
        Pressure.Soon => "soon",
        Pressure.Last or Pressure.Over => "over",
        _ => "",
    };

    private string Told => Limit is { } limit ? T["Script.Turn", Clock(Spent), Clock(limit)] : Clock(Spent);

    private string? Words => Pressing switch
    {
        Pressure.Over => T["Script.Over", Clock(Spent - Limit!.Value)].Value,
        Pressure.Last or Pressure.Soon => C["Clock.Left", Clock(Limit!.Value - Spent)].Value,
        _ => null,
    };

    private string Heard => Pressing is Pressure.None ? "" : C[$"Clock.Heard.{Pressing}"];

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        _timer = Time.CreateTimer(
            _ => _ = InvokeAsync(() =>
            {
                (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
                StateHasChanged();
            }),
            null, Second, Second);
    }

    private static string Clock(TimeSpan length) =>
        length.ToString(length.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
