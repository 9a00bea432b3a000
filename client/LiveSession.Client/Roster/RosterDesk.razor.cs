using System.Text;
using LiveSession.Client.Meetings;
using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Roster;

/// <summary>Brings a roster in: pasted or uploaded, looked at first, then all of it or nothing.</summary>
public sealed partial class RosterDesk
{
    private const int LargestFile = 1024 * 1024;
    private const int MostFaults = 100;

    private string _csv = "";
    private RosterReading? _reading;
    private int _imported;
    private bool _tooLarge;

    /// <summary>The meeting.</summary>
    [Parameter, EditorRequired]
    public required MeetingView Meeting { get; set; }

    /// <summary>Runs a command; true when it was accepted.</summary>
    [Parameter, EditorRequired]
    public required Func<MeetingCommand, Task<bool>> Run { get; set; }

    [Inject]
    private IMeetingDesk Desk { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Consoles> Words { get; set; } = null!;

    private void Check() => (_reading, _imported, _tooLarge) = (Desk.ReadRoster(_csv), 0, false);

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.File.Size > LargestFile)
        {
            (_reading, _imported, _tooLarge) = (null, 0, true);
            return;
        }

        using var reader = new StreamReader(chosen.File.OpenReadStream(LargestFile), Encoding.UTF8);
        _csv = await reader.ReadToEndAsync();
        Check();
    }

    private async Task ImportAsync()
    {
        if (_reading is { } reading && await Run(new ImportRoster(reading.Entries)))
        {
            (_imported, _reading, _csv) = (reading.Entries.Length, null, "");
        }
    }

    // A kind of fault this page does not know is said in the words that came with it.
    private string FaultText(RosterFault fault) =>
        Words[$"Roster.Fault.{fault.Code}"] is { ResourceNotFound: false } known ? known : fault.Message;
}
