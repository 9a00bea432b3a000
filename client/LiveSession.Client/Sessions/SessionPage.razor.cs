using System.Globalization;
using LiveSession.Client.Captions;
using LiveSession.Client.Layout;
using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Sessions;

/// <summary>The session as an observer reads it: status, who has the floor, the words, then queue and agenda.</summary>
public sealed partial class SessionPage
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required SessionPageView View { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IStringLocalizer<Text> T { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IAssets Files { get; set; } = null!;

    private SessionView Session => View.Session;

    private string Path => Session.Address;

    private ImmutableArray<ChannelView> Channels => View.Channels ?? [];

    // A form half filled in must not be wiped by the refresh: without script, readers hold it while they write.
    private bool Held => View.Notice is not null || Http?.Request.Query.ContainsKey("hold") == true;

    private RenderFragment? RefreshWithoutScript => Held || Session.Phase is SessionPhase.Closed
        ? null
        : builder => builder.AddMarkupContent(0, """<noscript><meta http-equiv="refresh" content="15"></noscript>""");

    private string? LeftOut => View.LeftOut is { IsEmpty: false } tracks ? string.Join(", ", tracks.Select(track => CaptionTracks.Heading(track, T))) : null;

    private string? NameOf(CaptionColumn column) =>
        View.Columns.Length > 1 && column.Track is { } track ? CaptionTracks.Heading(track, T) : null;

    // Where several are read, only the silent one changes.
    private string AddressOf(CaptionColumn silent, ChannelView? instead) => instead is null
        ? Path
        : $"{Path}?{string.Join('&', View.Columns.Select(column => $"track={(column.Track == silent.Track ? instead.Track : column.Track)}"))}";

    private ChannelView? InsteadOf(CaptionColumn column) =>
        Session.Phase is SessionPhase.Open && Channels.FirstOrDefault(channel => channel.Track == column.Track) is { Live: false } silent
            ? ChannelView.Nearest(Channels, silent.Track, View.Columns.Select(shown => shown.Track), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
            : null;
}
