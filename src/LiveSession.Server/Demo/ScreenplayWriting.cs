namespace LiveSession.Server.Demo;

/// <summary>A screenplay while it is read: each statement must make sense where it stands.</summary>
internal sealed class ScreenplayWriting
{
    private static readonly TimeSpan ActionLasts = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan BreathLasts = TimeSpan.FromSeconds(0.6);

    private readonly List<AgendaItemPlan> _agenda = [];
    private readonly List<CastMember> _cast = [];
    private readonly List<Scene> _scenes = [];
    private readonly List<string> _queue = [];
    private string? _slug;
    private string? _title;
    private string? _zone;
    private string? _session;
    private Standing _now = Standing.Start;
    private int _lines;

    public void Head(string what, string name, string value)
    {
        Require(value.Length > 0, $"\"{what}\" says nothing.");
        switch (what)
        {
            case "meeting":
                (_slug, _title) = (name, value);
                break;
            case "zone":
                _zone = value;
                break;
            case "session":
                _session = value;
                break;
            case "item":
                Require(!_agenda.Exists(item => item.Number == name), $"item {name} is on the agenda already.");
                _agenda.Add(new AgendaItemPlan(name, value));
                break;
            default:
                Join(name, value.Split('|', StringSplitOptions.TrimEntries));
                break;
        }
    }

    public void Say(string who, string language, string text, TimeSpan? lasts)
    {
        RequireKnown(who);
        Require(_now.Phase is SessionPhase.Open, "a line needs an open session.");
        Add(new Cue.Say(who, language, text), lasts ?? (TimeToSay(language, text) + BreathLasts));
        if (!_now.OffTheRecord)
        {
            _lines++;
        }
    }

    public void TakeUp(string item)
    {
        Require(_agenda.Exists(each => each.Number == item), $"the agenda has no item \"{item}\".");
        Happen(new Cue.TakeUp(item));
    }

    public void Pause(TimeSpan lasts) => Add(new Cue.Pause(), lasts);

    public void Ask(string who, string? note)
    {
        RequireKnown(who);
        Require(!_queue.Contains(who) && _now.Speaker != who, $"{who} waits or speaks already.");
        Require(_now.Phase is SessionPhase.Open or SessionPhase.Suspended, "the floor can be asked for in an open session only.");
        _queue.Add(who);
        // Asking happens while somebody else speaks.
        Add(new Cue.AskForFloor(who, note), TimeSpan.Zero);
    }

    public void Give(string to)
    {
        var who = to == "next" && _queue is [var first, ..] ? first : to;
        Require(_queue.Remove(who), $"{who} has not asked for the floor.");
        Happen(new Cue.GiveFloor(who));
    }

    public void Correct(string wrong, string right)
    {
        var scene = _scenes.FindLastIndex(each => each is { What: Cue.Say said, Before.OffTheRecord: false } && said.Text.Contains(wrong, StringComparison.Ordinal));
        Require(scene >= 0 && wrong.Length > 0, $"no line on the record says \"{wrong}\".");
        var said = (Cue.Say)_scenes[scene].What;
        Add(new Cue.Correct(scene, said.Text.Replace(wrong, right, StringComparison.Ordinal)), TimeSpan.Zero);
    }

    public void Happen(Cue cue)
    {
        Require(
            cue switch
            {
                Cue.Open => _now.Phase is SessionPhase.Scheduled,
                Cue.Resume => _now.Phase is SessionPhase.Suspended,
                Cue.EndTurn => _now.Speaker is not null,
                Cue.GoOffTheRecord => _now is { Phase: SessionPhase.Open, OffTheRecord: false },
                Cue.GoOnTheRecord => _now.OffTheRecord,
                _ => _now.Phase is SessionPhase.Open,
            },
            "that cannot happen as the session stands here.");
        Add(cue, ActionLasts);
    }

    public Screenplay Finish()
    {
        Require(_slug is not null && _zone is not null && _session is not null, "The screenplay has no meeting, no zone or no session.");
        Require(_cast.Exists(IsA(Role.Chair)) && _cast.Exists(IsA(Role.Captioner)), "The screenplay has no chair or no captioner.");
        Require(_now.Phase is SessionPhase.Closed, "The screenplay does not close the session.");
        return new Screenplay(_slug!, _title!, _zone!, _session!, [.. _agenda], [.. _cast], [.. _scenes]);

        static Predicate<CastMember> IsA(Role role) => member => member.Entry.Role == role;
    }

    // At the pace of a delegate who reads a prepared statement; Arabic packs more into a word.
    private static TimeSpan TimeToSay(string language, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        return TimeSpan.FromMinutes(words / (language.StartsWith("ar", StringComparison.Ordinal) ? 110.0 : 150.0));
    }

    private static StakeholderGroup GroupOf(string word) => word switch
    {
        "none" => StakeholderGroup.Unspecified,
        "government" => StakeholderGroup.Government,
        "civil-society" => StakeholderGroup.CivilSociety,
        "business" => StakeholderGroup.Business,
        "technical" => StakeholderGroup.TechnicalCommunity,
        "intergovernmental" => StakeholderGroup.IntergovernmentalOrganisation,
        _ => throw new FormatException($"there is no stakeholder group \"{word}\"."),
    };

    private static T Word<T>(string word)
        where T : struct, Enum =>
        Array.Find(Enum.GetNames<T>(), name => name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw new FormatException($"\"{word}\" is none of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");

    private static void Require(bool met, string otherwise)
    {
        if (!met)
        {
            throw new FormatException(otherwise);
        }
    }

    private void Join(string key, string[] parts)
    {
        Require(parts.Length == 5, "a person is written \"KEY: NAME | AFFILIATION | GROUP | ROLE | PLACE\".");
        Require(!_cast.Exists(member => member.Key == key), $"{key} is in the cast already.");
        _cast.Add(new CastMember(
            key, new RosterEntry(parts[0], parts[1], GroupOf(parts[2]), Word<Role>(parts[3])), Word<Place>(parts[4])));
    }

    private void RequireKnown(string who) => Require(_cast.Exists(member => member.Key == who), $"nobody in the cast is called \"{who}\".");

    private void Add(Cue cue, TimeSpan lasts)
    {
        var after = _now.After(cue);
        _scenes.Add(new Scene(cue, lasts, _now, after, _lines));
        _now = after;
    }
}
