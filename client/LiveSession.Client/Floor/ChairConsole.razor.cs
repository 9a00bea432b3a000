using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Floor;

/// <summary>The chair's desk: now, next, and what to do about it, with one key for each thing.</summary>
public sealed partial class ChairConsole
{
    private static readonly ImmutableArray<string> Keys = ["Next", "End", "Add", "Walk", "Give", "Remove", "Item", "Record", "Suspend", "Close", "Help"];

    private bool _help;

    [Inject]
    private IStringLocalizer<Text> T { get; set; } = null!;

    /// <inheritdoc/>
    protected override Role As => Role.Chair;

    private bool Running => Session?.Phase is SessionPhase.Open or SessionPhase.Suspended;

    private bool MayGive => Session?.Phase is SessionPhase.Open && Store.Me?.Role is Role.Chair;
}
