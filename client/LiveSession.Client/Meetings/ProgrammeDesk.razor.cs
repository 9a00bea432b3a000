using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Meetings;

/// <summary>The programme with the way to every session's pages; sessions are added, moved, renamed and cancelled here.</summary>
public sealed partial class ProgrammeDesk
{
    private SessionId? _changing;
    private bool _adding;
    private SessionRow _row = new();

    /// <summary>The meeting.</summary>
    [Parameter, EditorRequired]
    public required MeetingView Meeting { get; set; }

    /// <summary>Runs a command; true when it was accepted.</summary>
    [Parameter, EditorRequired]
    public required Func<MeetingCommand, Task<bool>> Run { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Consoles> Words { get; set; } = null!;

    private WallClock Clock => new(Meeting.TimeZone);

    private void Begin(SessionSummary session) => (_changing, _adding, _row) = (session.Id, false, SessionRow.Of(session));

    private void BeginAdding()
    {
        var title = Words["Programme.Session", Meeting.Sessions.Select(session => session.Number).DefaultIfEmpty().Max() + 1];
        (_changing, _adding) = (null, true);
        _row = Meeting.Sessions is [.., var last] ? SessionRow.Of(last).Next(title) : SessionRow.First(Clock.Today(Time.GetUtcNow()), title);
    }

    private async Task ChangeAsync(SessionId session)
    {
        if (await Run(new RescheduleSession(session, _row.ToPlan(Clock))))
        {
            _changing = null;
        }
    }

    private async Task AddAsync()
    {
        if (await Run(new ScheduleSession(_row.ToPlan(Clock))))
        {
            _adding = false;
        }
    }
}
