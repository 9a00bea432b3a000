using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Floor;

/// <summary>The chair's desk: now, next, and what to do about it, with one key for each thing.</summary>
public sealed partial class ChairConsole
{
    private static readonly ImmutableArray<string> Keys = ["Next", "End", "Add", "Walk", "Give", "Remove", "Up", "Later", "LastWord", "Back", "List", "More", "Pause", "Item", "Record", "Gavel", "Suspend", "Close", "Help"];

    private bool _help;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override Role As => Role.Chair;

    private bool Running => Session?.Phase is SessionPhase.Open or SessionPhase.Suspended;

    private DeskRights Rights => DeskRights.Of(Session!, Store.Me, Time.GetUtcNow());

    private bool MayChair => Running && Rights.Presides;

    private bool MayGive => Session?.Phase is SessionPhase.Open && Rights.Presides;
}
