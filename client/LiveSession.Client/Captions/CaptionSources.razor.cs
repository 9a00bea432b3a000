using System.Globalization;
using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Captions;

/// <summary>The captioning software of a session, in the captioner's console (one track) and on the secretariat's desk (all).</summary>
public sealed partial class CaptionSources : IDisposable
{
    private static readonly ImmutableArray<CaptionProtocol> Offered =
        [
            CaptionProtocol.Zoom, CaptionProtocol.YouTube, CaptionProtocol.StreamText, CaptionProtocol.Teams, CaptionProtocol.EbuTtLive,
            CaptionProtocol.Webhook, CaptionProtocol.Json, CaptionProtocol.Steno,
        ];

    private static readonly ImmutableArray<int> Silences = [5, 10, 20, 30, 60];
    private static readonly ImmutableArray<string> Tracks = [CaptionTracks.Floor, .. CaptionTracks.Languages[..6]];

    private ImmutableArray<CaptionSourceStanding> _sources = [];
    private IDisposable? _subscription;
    private IssuedSource? _issued;
    private SilenceTakeover? _takeover;
    private CaptionSourceId? _sure;
    private Rejection? _refused;
    private SessionId _shown;
    private CaptionProtocol _protocol;
    private string _name = "";
    private int _round;
    private string _track = CaptionTracks.Floor;
    private string _language = "en";

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public required SessionId Session { get; set; }

    /// <summary>The track of the console; null for a desk of all tracks.</summary>
    [Parameter]
    public string? Track { get; set; }

    /// <summary>Called with the sources each time they are read.</summary>
    [Parameter]
    public EventCallback<ImmutableArray<CaptionSourceStanding>> OnRead { get; set; }

    [Inject]
    private ICaptionSourceDesk Desk { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Session && _subscription is not null)
        {
            return;
        }

        _shown = Session;
        _subscription?.Dispose();
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        _subscription = Desk.Subscribe(Session, () => _ = InvokeAsync(async () =>
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
            await ReadAsync();
            StateHasChanged();
        }));
        await ReadAsync();
    }

    private static string StateOf(CaptionSourceStanding standing) => standing switch
    {
        { OnAir: true, LastHeard: null } => "Ready",
        { OnAir: true } => "OnAir",
        { LastHeard: null } => "Silent",
        _ => "Waiting",
    };

    private string ClockWords(TimeSpan behind) => C.Count(
        behind.Ticks > 0 ? "Sources.Clock.Slow" : "Sources.Clock.Fast", (int)Math.Round(behind.Duration().TotalMinutes));

    private string LanguageWords(string other, string own) => CaptionTracks.FindLanguageName(other) is { } name
        ? C["Sources.Language.Other", name, CaptionTracks.LanguageName(own)]
        : C["Sources.Language.None", other, CaptionTracks.LanguageName(own)];

    // Several of these may stand on one page.
    private string Id(string field) => $"source-{field}-{Session}";

    private async Task ReadAsync()
    {
        _sources = [.. (await Desk.ListAsync(Session)).Where(standing => Track is null || standing.Source.Track == Track)];
        _takeover = Track is null ? null : await Desk.TakeoverAsync(Session, Track);
        // Whoever was to be interrupted has stopped by themselves: nothing is left to ask.
        _sure = _sources.Any(standing => standing.Source.Id == _sure && standing is { OnAir: false, HeldBy: not null }) ? _sure : null;
        await OnRead.InvokeAsync(_sources);
    }

    private async Task IssueAsync()
    {
        var issued = await Desk.IssueAsync(Session, _name, Track ?? _track, _language, _protocol);
        (_refused, _issued) = (issued.Rejection, issued.Rejection is null ? issued : null);
        if (_issued is not null)
        {
            // A form of its own for the next one: in this one the emptied name would be marked as missing.
            _name = "";
            _round++;
        }

        await ReadAsync();
    }

    private async Task RevokeAsync(CaptionSourceStanding standing)
    {
        _refused = await Desk.RevokeAsync(Session, standing.Source.Id);
        await ReadAsync();
    }

    // Nobody is interrupted unasked, also not who took the pen since this was shown: without force the server refuses that.
    private async Task PutOnAirAsync(CaptionSourceStanding standing, bool force)
    {
        _sure = null;
        _refused = await Desk.RunAsync(Session, new GivePen(standing.Source.Track, standing.Source.Id.Writer, force));
        await ReadAsync();
    }

    private async Task SetTakeoverAsync(string track, ChangeEventArgs chosen)
    {
        var seconds = int.Parse((string)chosen.Value!, CultureInfo.InvariantCulture);
        _refused = await Desk.RunAsync(Session, new SetTakeover(track, seconds == 0 ? null : TimeSpan.FromSeconds(seconds)));
        await ReadAsync();
    }
}
