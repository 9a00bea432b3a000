using System.Globalization;
using LiveSession.Client.Resources;
using LiveSession.Client.Sessions;
using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Captions;

/// <summary>The captioning software of a session, in the captioner's console (one track) and on the secretariat's desk (all).</summary>
public sealed partial class CaptionSources : IDisposable
{
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private static readonly ImmutableArray<CaptionProtocol> Offered =
        [
            CaptionProtocol.Zoom, CaptionProtocol.YouTube, CaptionProtocol.StreamText, CaptionProtocol.Teams, CaptionProtocol.EbuTtLive,
            CaptionProtocol.Webhook, CaptionProtocol.Json, CaptionProtocol.Steno,
        ];

    private static readonly ImmutableArray<int> Silences = [5, 10, 20, 30, 60];
    private static readonly ImmutableArray<string> Tracks = [CaptionTracks.Floor, .. CaptionTracks.Languages[..6]];

    private ImmutableArray<CaptionSourceStanding> _sources = [];
    private IDisposable? _subscription;
    private ITimer? _timer;
    // Each address is shown until somebody says it was taken: it is shown once.
    private ImmutableArray<(IssuedSource Issued, string Name, int Round)> _issued = [];
    private SilenceTakeover? _takeover;
    private CaptionSourceId? _sure;
    private CaptionSourceId? _withdrawing;
    private Rejection? _refused;
    private SessionId _shown;
    private CaptionProtocol _protocol;
    private string _name = "";
    private int _round;
    private string _track = CaptionTracks.Floor;
    private string? _language;

    // Until it is chosen it is the channel's own.
    private string Language => _language ?? (CaptionTracks.Languages.Contains(Track ?? _track) ? Track ?? _track : "en");

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public required SessionId Session { get; set; }

    /// <summary>The meeting's time zone.</summary>
    [Parameter, EditorRequired]
    public required string Zone { get; set; }

    /// <summary>The track of the console; null for a desk of all tracks.</summary>
    [Parameter]
    public string? Track { get; set; }

    /// <summary>Whether nobody has the floor in the running session: lines then name nobody by themselves.</summary>
    [Parameter]
    public bool NobodyHasTheFloor { get; set; }

    /// <summary>Called with the sources each time they are read.</summary>
    [Parameter]
    public EventCallback<ImmutableArray<CaptionSourceStanding>> OnRead { get; set; }

    [Inject]
    private ICaptionSourceDesk Desk { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DateTimeOffset Now => Time.GetUtcNow();

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _timer?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Session && _subscription is not null)
        {
            return;
        }

        _shown = Session;
        _subscription?.Dispose();
        _timer?.Dispose();
        // The words stay those of the person at this console, on whichever thread news comes.
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        void Show(Func<Task> look) => _ = InvokeAsync(async () =>
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
            await look();
            StateHasChanged();
        });
        _subscription = Desk.Subscribe(Session, () => Show(ReadAsync));
        // What was heard or noticed is over some time later, without anything happening then.
        _timer = Time.CreateTimer(_ => Show(() => OnRead.InvokeAsync(_sources)), null, Pace, Pace);
        await ReadAsync();
    }

    private string StateOf(CaptionSourceStanding standing) => standing switch
    {
        { OnAir: true, LastHeard: null } => "Ready",
        { OnAir: true } => "OnAir",
        { LastHeard: null } => "Silent",
        { LastHeard: { } heard } => IsRecent(heard) ? "Waiting" : "Off",
    };

    private bool IsRecent(DateTimeOffset at) => Now - at < SourceTroubles.Lately;

    private string WhenOf(DateTimeOffset at)
    {
        var when = new ZonedTime(at, Zone);
        return $"{when.Time(T)}, {when.Clock(T)}";
    }

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
        var issued = await Desk.IssueAsync(Session, _name, Track ?? _track, Language, _protocol);
        _refused = issued.Rejection;
        if (_refused is null)
        {
            _issued = _issued.Insert(0, (issued, _name, _round));
            // A form of its own for the next one: in this one the emptied name would be marked as missing.
            _name = "";
            _round++;
        }

        await ReadAsync();
    }

    private async Task RevokeAsync(CaptionSourceStanding standing)
    {
        _withdrawing = null;
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
