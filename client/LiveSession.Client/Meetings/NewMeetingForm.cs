using LiveSession.Client.Agenda;

namespace LiveSession.Client.Meetings;

/// <summary>A meeting being founded, as far as it is filled in.</summary>
public sealed class NewMeetingForm
{
    private string _title = "";
    private string _slug = "";
    private bool _slugChosen;

    /// <summary>The title; the short name follows it until somebody chooses one.</summary>
    public string Title
    {
        get => _title;
        set
        {
            _title = value;
            if (!_slugChosen)
            {
                _slug = ShortName.From(value);
            }
        }
    }

    /// <summary>The short name.</summary>
    public string Slug
    {
        get => _slug;
        set
        {
            _slug = value.Trim();
            _slugChosen = _slug.Length > 0;
        }
    }

    /// <summary>The IANA time zone.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Whether anybody may follow.</summary>
    public bool Public { get; set; } = true;

    /// <summary>The programme.</summary>
    public List<SessionRow> Sessions { get; } = [];

    /// <summary>The agenda, one item per line.</summary>
    public string Agenda { get; set; } = "";

    /// <summary>What was filled in.</summary>
    public CreateMeeting ToCommand()
    {
        var clock = new WallClock(TimeZone);
        return new(Slug, Title.Trim(), TimeZone.Trim(), Public, [.. Sessions.Select(row => row.ToPlan(clock))], AgendaText.Read(Agenda));
    }
}
