using LiveSession.Client.Captions;
using LiveSession.Client.Layout;
using LiveSession.Client.Resources;
using LiveSession.Client.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Braille;

/// <summary>The session for somebody who reads with their fingers, at their own pace.</summary>
public sealed partial class BraillePage
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required BraillePageView View { get; set; }

    [Inject]
    private IAssets Files { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Text> T { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private SessionView Session => View.Page.Session;

    private BrailleReading Reading => View.Reading;

    private string? Language => Reading.Text is null ? null : Reading.Line?.Language;

    // A row is a piece of a line: it runs as its line does, whatever its own first word (Scripts/braille/braillePage.ts).
    private string Direction => Language is { } language && RightToLeft.IsWritten(language) ? "rtl" : "auto";

    // As waitsFor in Scripts/braille/braillePage.ts.
    private string WaitsFor =>
        Session.OffTheRecord ? "OffTheRecord"
        : Session.Unrecorded ? "Unrecorded"
        : Session.SilentTracks.Any(silent => View.Track is null || silent.Track == View.Track) ? "Silent" : "Waiting";

    private string Path => $"{Session.Address}/braille";

    // Who asks for the floor comes back to the row they were reading.
    private string From =>
        $"braille&at={Reading.Place.Line}&row={Reading.Place.Row}&cells={View.Cells}{(View.Track is { } track ? $"&track={Uri.EscapeDataString(track)}" : "")}";

    private ImmutableArray<ChannelView> Channels => View.Page.Channels ?? [];
}
