using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Captions;

/// <summary>Who has the pen of a caption channel, and how it changes hands.</summary>
public sealed partial class PenPanel
{
    private bool _sure;

    private enum PenStanding
    {
        Free,
        Mine,
        MineOffered,
        Offered,
        Theirs,
    }

    /// <summary>The session.</summary>
    [Parameter, EditorRequired]
    public required SessionView Session { get; set; }

    /// <summary>The caption channel.</summary>
    [Parameter, EditorRequired]
    public required string Track { get; set; }

    /// <summary>Who sits here.</summary>
    [Parameter, EditorRequired]
    public ParticipantId? Me { get; set; }

    /// <summary>The captioners connected now, as far as the server knows.</summary>
    [Parameter]
    public ImmutableArray<CaptionerHere> Here { get; set; } = [];

    /// <summary>Runs a command.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SessionCommand> OnCommand { get; set; }

    private PenView? Pen => Session.Pens.FirstOrDefault(pen => pen.Track == Track);

    private IEnumerable<CaptionerHere> Others => Here.Where(captioner => captioner.Id != Me);

    private CaptionerHere? Mine => Here.FirstOrDefault(captioner => captioner.Id == Me);

    private bool MayTake => Session.Phase is SessionPhase.Open or SessionPhase.Suspended;

    private PenStanding Standing => Pen switch
    {
        null => PenStanding.Free,
        { Offered: true } pen when pen.Holder == Me => PenStanding.MineOffered,
        { } pen when pen.Holder == Me => PenStanding.Mine,
        { Offered: true } => PenStanding.Offered,
        _ => PenStanding.Theirs,
    };

    private Task TakeAsync(bool force)
    {
        _sure = false;
        return OnCommand.InvokeAsync(new TakePen(Track, force));
    }
}
