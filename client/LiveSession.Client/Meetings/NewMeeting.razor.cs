using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace LiveSession.Client.Meetings;

/// <summary>Founds a meeting. Everything but title and agenda is filled in with what is usual.</summary>
public sealed partial class NewMeeting
{
    private static readonly ImmutableArray<string> Zones =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Select(zone => zone.Id).Order(StringComparer.Ordinal)];

    private readonly NewMeetingForm _form = new();
    private Rejection? _refused;
    private bool _sending;

    [Inject]
    private IMeetingDesk Desk { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Consoles> Words { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() =>
        _form.Sessions.Add(SessionRow.First(new WallClock(_form.TimeZone).Today(Time.GetUtcNow()), Words["Programme.Session", 1]));

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            if (await Script.InvokeAsync<string?>("liveSession.timeZone") is { Length: > 0 } zone && Zones.Contains(zone))
            {
                _form.TimeZone = zone;
                StateHasChanged();
            }
        }
        catch (JSException)
        {
            // Only a convenience is missing: the zone can be chosen.
        }
    }

    private void AddSession() => _form.Sessions.Add(_form.Sessions[^1].Next(Words["Programme.Session", _form.Sessions.Count + 1]));

    private async Task CreateAsync()
    {
        // A second press while the first is on its way would find the short name taken.
        if (_sending)
        {
            return;
        }

        _sending = true;
        _refused = (await Desk.CreateAsync(_form.ToCommand())).Rejection;
        _sending = false;
        if (_refused is null)
        {
            Navigation.NavigateTo($"desk/{_form.Slug}");
        }
    }
}
