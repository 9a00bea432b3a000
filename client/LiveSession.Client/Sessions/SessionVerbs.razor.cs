using LiveSession.Client.Floor;
using LiveSession.Client.Meetings;
using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Sessions;

/// <summary>The chair's verbs for this moment. Closing cannot be undone, so it asks once, in place.</summary>
public sealed partial class SessionVerbs
{
    private bool _closing;
    private bool _askedToClose;
    private TimeOnly? _resumes;
    private ElementReference _keepOpen;

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public required SessionView Session { get; set; }

    /// <summary>What whoever sits here may do.</summary>
    [Parameter, EditorRequired]
    public required DeskRights Rights { get; set; }

    /// <summary>Runs a command.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SessionCommand> OnCommand { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Presides => Rights.Presides;

    private IEnumerable<string> Parts
    {
        get
        {
            if (Rights.Entrusts)
            {
                yield return "Chair";
                yield break;
            }

            if (Rights.Queue)
            {
                yield return nameof(Duty.Queue);
            }
            else if (Rights.Hall)
            {
                yield return nameof(Duty.Hall);
            }

            if (Rights.Clock)
            {
                yield return nameof(Duty.Clock);
            }

            if (!Rights.Hall && !Rights.Clock)
            {
                yield return "None";
            }
        }
    }

    private AgendaItemView? NextItem => Session.Agenda
        .SkipWhile(item => Session.CurrentItem is not null && item.Id != Session.CurrentItem)
        .Skip(Session.CurrentItem is null ? 0 : 1)
        .FirstOrDefault();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_askedToClose)
        {
            _askedToClose = false;
            await _keepOpen.FocusAsync();
        }
    }

    private Task Run(SessionCommand command) => OnCommand.InvokeAsync(command);

    private Task SuspendAsync()
    {
        DateTimeOffset? until = _resumes is { } time ? new WallClock(Session.TimeZone).NextAt(time, Time.GetUtcNow()) : null;
        _resumes = null;
        return Run(new SuspendSession(until));
    }

    private void AskToClose() => (_closing, _askedToClose) = (true, true);

    private Task CloseAsync()
    {
        _closing = false;
        return Run(new CloseSession());
    }
}
