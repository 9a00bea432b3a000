using System.Globalization;
using LiveSession.Client.Captions;
using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Relays;

/// <summary>A session's relays in words, brought up to date every second: started, stopped, tested, added and taken away here.</summary>
public sealed partial class RelayPanel : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TestIsNews = TimeSpan.FromMinutes(1);

    private ImmutableArray<RelayView>? _relays;
    private Rejection? _refused;
    private (RelayId Id, string Words, DateTimeOffset At)? _tested;
    private RelayId? _testing;
    private RelayId? _removing;
    private bool _adding;
    private bool _begun;
    private string _address = "";
    private RelayService? _service;
    private string _track = "";
    private ElementReference _field;
    private ITimer? _timer;

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public SessionId Session { get; set; }

    /// <summary>The caption channels on offer, the likeliest first.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<string> Tracks { get; set; }

    [Inject]
    private IRelayDesk Desk { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Consoles> C { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        // The words stay those of the person at this console, on whichever thread the clock ticks.
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(() =>
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
            return TickAsync();
        }), null, Pace, Pace);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_begun)
        {
            _begun = false;
            await _field.FocusAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private async Task ReadAsync() => _relays = await Desk.ListAsync(Session);

    private async Task TickAsync()
    {
        await ReadAsync();
        // What a service took once is no promise that it takes the next one.
        _tested = _testing is null && Time.GetUtcNow() - _tested?.At >= TestIsNews ? null : _tested;
        StateHasChanged();
    }

    private void BeginAdding() => (_adding, _begun, _address, _service, _track) = (true, true, "", null, Tracks[0]);

    private async Task AddAsync()
    {
        _refused = await Desk.AddAsync(Session, _address, _service, _track);
        if (_refused is null)
        {
            // The address has gone to where it is kept, and is not kept here.
            (_adding, _address) = (false, "");
        }

        await ReadAsync();
    }

    private async Task SwitchAsync(RelayView relay, bool on)
    {
        _refused = await Desk.SwitchAsync(Session, relay.Id, on);
        await ReadAsync();
    }

    private async Task RemoveAsync(RelayView relay)
    {
        _removing = null;
        _refused = await Desk.RemoveAsync(Session, relay.Id);
        await ReadAsync();
    }

    private async Task TestAsync(RelayView relay)
    {
        (_testing, _tested) = (relay.Id, (relay.Id, C["Relay.Testing"], Time.GetUtcNow()));
        var trial = await Desk.TestAsync(Session, relay.Id, C["Relay.Test.Line"]);
        (_testing, _refused) = (null, trial.Rejection);
        _tested = trial.Outcome is { } outcome
            ? (relay.Id, outcome.Condition is RelayCondition.Relaying ? C["Relay.Test.Taken", Name(relay)] : Fault(relay, outcome), Time.GetUtcNow())
            : null;
    }

    private string Name(RelayView relay) => C[$"Relay.Service.{relay.Service}"];

    private string KeyOf(RelayView relay) => relay.KeyEnd.Length > 0 ? $", {C["Relay.Key", relay.KeyEnd]}" : "";

    private RenderFragment About(RelayView relay) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "unseen");
        builder.AddContent(2, $": {Name(relay)}, {relay.Host}{KeyOf(relay)}, {CaptionTracks.Name(relay.Track, T)}");
        builder.CloseElement();
    };

    private string Counted(RelayStanding state)
    {
        var sent = C.Count("Relay.Sent", (int)state.Sent);
        return state.Skipped > 0 ? $"{sent} · {C.Count("Relay.Skipped", (int)state.Skipped)}" : sent;
    }

    private static string Sign(RelayStanding state) => state.Condition switch
    {
        RelayCondition.Relaying => "on-air",
        RelayCondition.Stopped or RelayCondition.Ready => "",
        RelayCondition.Barred or RelayCondition.Unreadable => "trouble",
        _ => "warn",
    };

    private string Standing(RelayView relay) => relay.State.Condition switch
    {
        RelayCondition.Stopped => C["Relay.Stopped", Name(relay)],
        RelayCondition.Ready => C["Relay.Ready", Name(relay)],
        RelayCondition.Relaying => C["Relay.Relaying", Name(relay)],
        _ => Fault(relay, relay.State),
    };

    private string Fault(RelayView relay, RelayStanding state) => state.Condition switch
    {
        RelayCondition.Refused => C[$"Relay.Refused.{Reason(relay.Service, state.Status)}", Name(relay), state.Status ?? 0],
        RelayCondition.Unanswered => C["Relay.Unanswered", Name(relay)],
        RelayCondition.Barred => C["Relay.Barred", Name(relay)],
        RelayCondition.Unreadable => C["Relay.Unreadable", Name(relay)],
        _ => C["Relay.Unreachable", Name(relay)],
    };

    // What changes by the second is beside the words, so that it is not announced.
    private string Since(RelayStanding state) => state switch
    {
        { Condition: RelayCondition.Relaying, LastSentAt: { } sent } => C["Relay.LastLine", Ago(Time.GetUtcNow() - sent)],
        { TryingAgainAt: { } again } when again > Time.GetUtcNow() => C["Relay.Again", (int)Math.Ceiling((again - Time.GetUtcNow()).TotalSeconds)],
        _ => "",
    };

    private string Ago(TimeSpan time) => time.TotalSeconds < 100 ? C["Relay.Seconds", (int)time.TotalSeconds] : C["Relay.Minutes", (int)time.TotalMinutes];

    private static string Reason(RelayService service, int? status) => (service, status) switch
    {
        (RelayService.Zoom or RelayService.YouTube, 400) or (RelayService.Teams, 404) => "NotStarted",
        (_, 401 or 403 or 410) => "Address",
        (_, >= 500 or 408 or 429) => "Busy",
        _ => "Other",
    };
}
