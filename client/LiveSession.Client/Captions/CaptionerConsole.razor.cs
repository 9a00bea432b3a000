using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Captions;

/// <summary>The captioner's desk: the words as readers see them, the editor, the pen, and who speaks next.</summary>
public sealed partial class CaptionerConsole
{
    /// <summary>The caption channel, in the address so that a link leads to it.</summary>
    [SupplyParameterFromQuery(Name = "track")]
    public string? AskedTrack { get; set; }

    [Inject]
    private IStringLocalizer<Text> T { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override Role As => Role.Captioner;

    private string Track => string.IsNullOrEmpty(AskedTrack) ? CaptionTracks.Floor : AskedTrack;

    private void ChangeTrack(ChangeEventArgs chosen) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("track", chosen.Value as string));
}
