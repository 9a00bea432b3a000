namespace LiveSession.Client.Floor;

/// <summary>The chair's desk: now, next, and what to do about it, with one key for each thing.</summary>
public sealed partial class ChairConsole
{
    private static readonly ImmutableArray<string> Keys = ["Next", "End", "Add", "Walk", "Give", "Remove", "Up", "Later", "LastWord", "Back", "List", "More", "Pause", "Item", "Record", "Suspend", "Close", "Help"];

    private bool _help;

    /// <inheritdoc/>
    protected override Role As => Role.Chair;

    private bool Running => Session?.Phase is SessionPhase.Open or SessionPhase.Suspended;

    private bool MayChair => Running && Store.Me?.Role is Role.Chair;

    private bool MayGive => Session?.Phase is SessionPhase.Open && Store.Me?.Role is Role.Chair;
}
