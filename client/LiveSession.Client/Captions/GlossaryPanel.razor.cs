using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace LiveSession.Client.Captions;

/// <summary>The glossary of a meeting, for captioners during it and for the secretariat before.</summary>
public sealed partial class GlossaryPanel
{
    private string _rows = "";
    private ImmutableArray<GlossaryFault> _faults = [];
    private Rejection? _refused;
    private int _kept;
    private int? _proposed;

    /// <summary>What stands in it.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<GlossaryEntry> Entries { get; set; }

    /// <summary>The agenda, to propose from.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<AgendaItemView> Agenda { get; set; }

    /// <summary>The roster, to propose from.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<RosterEntryView> Roster { get; set; }

    /// <summary>Runs a command.</summary>
    [Parameter, EditorRequired]
    public required Func<MeetingCommand, Task<CommandResult>> Run { get; set; }

    private void Propose() => Propose(GlossaryProposals.Of(Agenda, Roster, Entries));

    // What Scripts/documents found in a document that was opened in the browser: a name a row, behind the letters it is known by.
    private void ProposeFound(ChangeEventArgs found) => Propose(GlossaryProposals.Of(
        ((string)found.Value!).Split('\n').Select(row => row.Split('\t', 2)).Where(row => row.Length == 2).Select(row => new GlossaryEntry(row[0], row[1])), Entries));

    // What is heard and not said, in the language of the console, by short forms nobody types as words.
    private void ProposeSounds() => Propose(
        [.. GlossaryRows.Read(C["Glossary.Sounds"]).Entries.Where(sound => Entries.All(entry => entry.Words != sound.Words && entry.Form != sound.Form))]);

    // Behind what was typed and not kept yet, and none that stands there already.
    private void Propose(ImmutableArray<GlossaryEntry> proposals)
    {
        var typed = GlossaryRows.Read(_rows).Entries;
        proposals = [.. proposals.Where(proposed => typed.All(entry => !entry.Form.Equals(proposed.Form, StringComparison.OrdinalIgnoreCase)))];
        Append(proposals);
        (_faults, _kept, _proposed) = ([], 0, proposals.Length);
    }

    private void Append(IEnumerable<GlossaryEntry> entries) =>
        _rows = string.Join('\n', [.. _rows.TrimEnd().Split('\n').Where(row => row.Length > 0), .. entries.Select(entry => $"{entry.Form}\t{entry.Words}")]);

    // One wrong row and none is kept: the rows stay, to be put right.
    private async Task KeepAsync()
    {
        var (entries, faults) = GlossaryRows.Read(_rows);
        (_faults, _kept, _proposed, _refused) = (faults, 0, null, null);
        if (faults.IsEmpty && !entries.IsEmpty && await RunAsync(new ChangeGlossary(entries, [])))
        {
            (_kept, _rows) = (entries.Length, "");
        }
    }

    private Task KeepByKeyAsync(KeyboardEventArgs pressed) => pressed is { Key: "Enter", CtrlKey: true } ? KeepAsync() : Task.CompletedTask;

    private async Task RemoveAsync(GlossaryEntry entry)
    {
        (_faults, _kept, _proposed) = ([], 0, null);
        if (await RunAsync(new ChangeGlossary([], [entry.Form])))
        {
            // What is taken out stands in the field, behind what was typed there, so that one press brings it back.
            Append([entry]);
        }
    }

    private async Task<bool> RunAsync(ChangeGlossary command)
    {
        _refused = (await Run(command)).Rejection;
        return _refused is null;
    }
}
