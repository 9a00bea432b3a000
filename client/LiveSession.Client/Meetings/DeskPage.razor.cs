using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Meetings;

/// <summary>The secretariat's meetings, and the way to a new one.</summary>
public sealed partial class DeskPage
{
    private ImmutableArray<MeetingView>? _meetings;
    private bool _mayCreate;

    /// <summary>Whether the form is open; in the address, so that it can be linked to.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public string? New { get; set; }

    [Inject]
    private IMeetingDesk Desk { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Consoles> C { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Text> T { get; set; } = null!;

    private bool Creating => New is not null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _mayCreate = await Desk.MayCreateAsync();
        _meetings = await Desk.ListAsync();
    }
}
