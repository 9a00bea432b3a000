using LiveSession.Client.Meetings;
using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Roster;

/// <summary>Issues invitation links to people on the roster.</summary>
public sealed partial class InviteDesk
{
    private static readonly ImmutableArray<Role> Roles = [Role.Member, Role.Captioner, Role.Chair, Role.Observer];
    private static readonly ImmutableArray<int> Validity = [1, 3, 7, 14, 30, 90];

    private readonly HashSet<ParticipantId> _chosen = [];
    private ImmutableArray<IssuedLink> _issued = [];
    private Rejection? _refused;
    private int _days = 14;
    private int _uses = 5;

    /// <summary>The meeting.</summary>
    [Parameter, EditorRequired]
    public required MeetingView Meeting { get; set; }

    /// <summary>Links were issued.</summary>
    [Parameter]
    public EventCallback OnIssued { get; set; }

    [Inject]
    private IMeetingDesk Desk { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet() => _chosen.IntersectWith(Meeting.Roster.Select(person => person.Id));

    private void Choose(ParticipantId person, bool chosen)
    {
        if (chosen)
        {
            _chosen.Add(person);
        }
        else
        {
            _chosen.Remove(person);
        }
    }

    private void ChooseAll(Role role) => _chosen.UnionWith(Meeting.Roster.Where(person => person.Role == role).Select(person => person.Id));

    private async Task IssueAsync()
    {
        var result = await Desk.InviteAsync(
            Meeting.Id, [.. Meeting.Roster.Select(person => person.Id).Where(_chosen.Contains)], TimeSpan.FromDays(_days), _uses);
        (_issued, _refused) = (result.Links, result.Rejection);
        if (_refused is null)
        {
            _chosen.Clear();
            await OnIssued.InvokeAsync();
        }
    }
}
