namespace LiveSession.Server.Demo;

/// <summary>A session that can be played: its meeting, its people, and what happens. See <c>screenplay.txt</c> for how it is written.</summary>
internal sealed record Screenplay(
    string Slug, string Title, string TimeZone, string SessionTitle,
    ImmutableArray<AgendaItemPlan> Agenda, ImmutableArray<CastMember> Cast, ImmutableArray<Scene> Scenes)
{
    private const string Resource = "LiveSession.Server.Demo.screenplay.txt";

    /// <summary>How long it lasts at natural speed.</summary>
    public TimeSpan Length => Scenes.Aggregate(TimeSpan.Zero, (sum, scene) => sum + scene.Lasts);

    /// <summary>Who presides; another chair of the cast is for a guest to be.</summary>
    public CastMember Chair => First(Role.Chair);

    /// <summary>Who captions; another captioner of the cast is for a guest to be.</summary>
    public CastMember Captioner => First(Role.Captioner);

    /// <summary>Those who press the button to ask for the floor.</summary>
    public IEnumerable<CastMember> Remote =>
        Cast.Where(member => member is { Place: Place.Remote, Entry.Role: Role.Member or Role.Observer });

    /// <summary>The play that comes with the product.</summary>
    public static Screenplay Read()
    {
        using var stream = typeof(Screenplay).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not in the build.");
        using var reader = new StreamReader(stream);
        return ScreenplayParser.Parse(reader.ReadToEnd());
    }

    /// <summary>Somebody of the cast.</summary>
    public CastMember Member(string key) => Cast.First(member => member.Key == key);

    /// <summary>
    /// Where to go on in a session that was begun by an earlier process: the first scene at which the session stood as it does and the
    /// record held as many lines. Null when there is none: somebody else has been at work.
    /// </summary>
    /// <param name="standing">How the session stands; null when that does not matter.</param>
    /// <param name="lines">How many lines it has; null when that does not matter.</param>
    public int? SceneAt(Standing? standing, int? lines)
    {
        for (var at = 0; at < Scenes.Length; at++)
        {
            if ((standing is null || Scenes[at].Before == standing) && (lines is null || Scenes[at].LinesBefore == lines))
            {
                return at;
            }
        }

        return null;
    }

    private CastMember First(Role role) => Cast.First(member => member.Entry.Role == role);
}

/// <summary>Somebody in a screenplay.</summary>
/// <param name="Key">How the play names them.</param>
/// <param name="Entry">Their line of the roster.</param>
/// <param name="Place">Where they are.</param>
internal sealed record CastMember(string Key, RosterEntry Entry, Place Place);
