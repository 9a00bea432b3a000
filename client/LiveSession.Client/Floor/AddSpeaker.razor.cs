using Microsoft.AspNetCore.Components;

namespace LiveSession.Client.Floor;

/// <summary>Puts somebody into the queue by name.</summary>
public sealed partial class AddSpeaker
{
    private string _name = "";
    private string _affiliation = "";
    private Place _place = Place.Hall;
    private SpeechKind _kind;

    /// <summary>Who is on the roster; the names are suggested.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<RosterEntryView> Roster { get; set; } = [];

    /// <summary>The rules in force; null for none.</summary>
    [Parameter]
    public ProcedureView? Rules { get; set; }

    /// <summary>Whether whoever sits here adds people in the hall only.</summary>
    [Parameter]
    public bool HallOnly { get; set; }

    /// <summary>Runs a command.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SessionCommand> OnCommand { get; set; }

    private IEnumerable<SpeechKind> Kinds => Enum.GetValues<SpeechKind>().Where(kind => Rules?.For(kind) is not Askers.Nobody);

    private IEnumerable<RosterEntryView> Listed => Roster
        .Where(person => person.Role is not Role.Captioner)
        .OrderBy(person => person.Affiliation, StringComparer.CurrentCulture)
        .ThenBy(person => person.Name, StringComparer.CurrentCulture);

    // The suggestion as a whole, or a name nobody shares.
    private RosterEntryView? Known =>
        Roster.FirstOrDefault(person => Is(Label(person)))
        ?? (Roster.Where(person => Is(person.Name)).ToList() is [var only] ? only : null);

    /// <summary>Somebody as lists of people name them: with whom they speak for, where that is somebody else.</summary>
    internal static string Label(RosterEntryView person) =>
        person.Affiliation.Length == 0 || person.Affiliation == person.Name ? person.Name : $"{person.Name} ({person.Affiliation})";

    private bool Is(string text) => string.Equals(text, _name.Trim(), StringComparison.OrdinalIgnoreCase);

    private async Task AddAsync()
    {
        if (_name.Trim().Length == 0)
        {
            return;
        }

        var command = Known is { } known
            ? new RequestFloorFor(known.Id, known.Name, known.Affiliation, _place, Kind: _kind)
            : new RequestFloorFor(null, _name.Trim(), _affiliation.Trim(), _place, Kind: _kind);
        (_name, _affiliation, _kind) = ("", "", SpeechKind.Statement);
        await OnCommand.InvokeAsync(command);
    }
}
