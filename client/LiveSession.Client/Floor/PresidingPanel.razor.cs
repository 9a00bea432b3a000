using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Floor;

/// <summary>Who presides, and who helps.</summary>
public sealed partial class PresidingPanel
{
    private static readonly ImmutableArray<int> Times = [15, 30, 60, 180];

    private bool _open;
    private string _next = "";
    private string _to = "";
    private Duty _duty;
    private int _minutes;

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public required SessionView Session { get; set; }

    /// <summary>Who sits here.</summary>
    [Parameter, EditorRequired]
    public RosterEntryView? Me { get; set; }

    /// <summary>What they may do.</summary>
    [Parameter, EditorRequired]
    public required DeskRights Rights { get; set; }

    /// <summary>Who is on the roster.</summary>
    [Parameter]
    public ImmutableArray<RosterEntryView> Roster { get; set; } = [];

    /// <summary>Whether whoever presides is not connected, so that somebody else may take the gavel.</summary>
    [Parameter]
    public bool OfficerGone { get; set; }

    /// <summary>Runs a command.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SessionCommand> OnCommand { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Running => Session.Phase is SessionPhase.Open or SessionPhase.Suspended;

    private bool Gone => OfficerGone && Running && Session.Gavel is { } gavel && gavel.Holder != Me?.Id;

    private ImmutableArray<RosterEntryView> Chairs => [.. Roster.Where(person => person.Role is Role.Chair)];

    private ImmutableArray<RosterEntryView> Others => [.. Chairs.Where(chair => chair.Id != Me?.Id)];

    private IEnumerable<RosterEntryView> Helpers => Roster.Where(person => person.Role is not (Role.Chair or Role.Secretariat));

    private ImmutableArray<DutyView> Duties
    {
        get
        {
            var now = Time.GetUtcNow();
            return [.. Session.Duties.Where(duty => duty.Until is null || now < duty.Until)];
        }
    }

    private async Task HandOverAsync()
    {
        if (Others.FirstOrDefault(chair => chair.Id.ToString() == _next) is { } next)
        {
            _next = "";
            await OnCommand.InvokeAsync(new HandOverGavel(next.Id, Session.Gavel?.Number ?? 0));
        }
    }

    private async Task EntrustAsync()
    {
        if (Helpers.FirstOrDefault(person => person.Id.ToString() == _to) is { } helper)
        {
            _to = "";
            await OnCommand.InvokeAsync(new EntrustDuty(helper.Id, _duty, _minutes == 0 ? null : TimeSpan.FromMinutes(_minutes)));
        }
    }
}
