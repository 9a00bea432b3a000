using LiveSession.Client.Refusals;
using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Meetings;

/// <summary>One meeting on the secretariat's desk: programme, agenda, participants and their links.</summary>
public sealed partial class MeetingDeskPage
{
    private MeetingView? _meeting;
    private ImmutableArray<GlossaryEntry> _glossary = [];
    private ImmutableArray<StatementView> _statements = [];
    private Rejection? _refused;
    private bool _read;

    /// <summary>The meeting's short name.</summary>
    [Parameter]
    public required string Slug { get; set; }

    [Inject]
    private IMeetingDesk Desk { get; set; } = null!;

    [Inject]
    private RejectionText Refusals { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Consoles> C { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Text> T { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _meeting = await Desk.FindAsync(Slug);
        _glossary = _meeting is null ? [] : await Desk.GlossaryOfAsync(_meeting.Id);
        _statements = _meeting is null ? [] : await Desk.StatementsOfAsync(_meeting.Id);
        _read = true;
    }

    private async Task<CommandResult> ChangeGlossaryAsync(MeetingCommand command)
    {
        var result = await Desk.RunAsync(_meeting!.Id, command);
        await ReadAsync();
        StateHasChanged();
        return result;
    }

    private async Task<bool> RunAsync(MeetingCommand command)
    {
        _refused = (await Desk.RunAsync(_meeting!.Id, command)).Rejection;
        await ReadAsync();
        StateHasChanged();
        return _refused is null;
    }
}
