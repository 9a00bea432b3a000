namespace LiveSession.Client.Captions;

/// <summary>What a captioner's or the secretariat's console sees of the captioning software let in. One per circuit; the server checks the caller each time.</summary>
public interface ICaptionSourceDesk
{
    /// <summary>Whether stenography software may be given a TCP port of the server.</summary>
    bool TakesStenography { get; }

    /// <summary>The sources of a session that stand, and what is heard of each; empty for whoever may not know.</summary>
    Task<ImmutableArray<CaptionSourceStanding>> ListAsync(SessionId session);

    /// <summary>Lets software in. Its address is in the answer and nowhere else: it cannot be shown again.</summary>
    Task<IssuedSource> IssueAsync(SessionId session, string name, string track, string language, CaptionProtocol protocol);

    /// <summary>Withdraws a source at once.</summary>
    Task<Rejection?> RevokeAsync(SessionId session, CaptionSourceId source);

    /// <summary>What happens on a track when whoever is on air falls silent.</summary>
    Task<SilenceTakeover> TakeoverAsync(SessionId session, string track);

    /// <summary>Runs a command about the pen.</summary>
    Task<Rejection?> RunAsync(SessionId session, SessionCommand command);

    /// <summary>Calls back after each change of what <see cref="ListAsync"/> answers, on no particular thread.</summary>
    IDisposable Subscribe(SessionId session, Action changed);
}

/// <summary>A source and what is heard of it.</summary>
/// <param name="Source">The source.</param>
/// <param name="OnAir">Whether it has the pen of its track.</param>
/// <param name="Mine">Whether the person at this console may withdraw it.</param>
/// <param name="LastHeard">When it last sent something; null when it has not since the server started.</param>
/// <param name="Echo">Its latest words.</param>
/// <param name="Missing">How many of its posts are missing.</param>
/// <param name="NotAired">How many of its posts were not aired, because somebody else had the pen.</param>
/// <param name="Refusal">What was wrong with its last post; null when nothing was.</param>
/// <param name="HeldBy">Who has the pen of its track, has not offered it, and is neither this source nor the person at this console; null when nobody is.</param>
public sealed record CaptionSourceStanding(
    CaptionSourceView Source, bool OnAir, bool Mine, DateTimeOffset? LastHeard, string Echo, int Missing, int NotAired,
    Rejection? Refusal, string? HeldBy)
{
    /// <summary>Where it writes to over TCP; null for software that posts.</summary>
    public SourcePort? Port { get; init; }

    /// <summary>How far its clock is behind ours, where that is corrected; negative when it is ahead.</summary>
    public TimeSpan? ClockBehind { get; init; }

    /// <summary>The language its words are in by its own account, where that is another than it was let in for, or none at all.</summary>
    public string? OtherLanguage { get; init; }

    /// <summary>When its post came that was wrong.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>When posts were last found to be missing.</summary>
    public DateTimeOffset? MissedAt { get; init; }

    /// <summary>What it does to letters.</summary>
    public ImmutableArray<SourceDamage> Damages { get; init; } = [];
}

/// <summary>Something that captioning software did to letters.</summary>
/// <param name="Name">What, by the name that the words for the captioner go by (<c>Sources.Damage.…</c>).</param>
/// <param name="At">When it was noticed last.</param>
public sealed record SourceDamage(string Name, DateTimeOffset At);

/// <summary>The TCP port of stenography software.</summary>
/// <param name="Place">Host and port, as they are put into the software.</param>
/// <param name="IsOpen">Whether the server listens there.</param>
/// <param name="From">From where software is connected; null while none is.</param>
/// <param name="TurnedAway">The last program that came and may not write; null when the last one may.</param>
public sealed record SourcePort(string Place, bool IsOpen, string? From, TurnedAway? TurnedAway = null);

/// <summary>A program that was turned away at a port.</summary>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record TurnedAway(Rejection Reason, DateTimeOffset At);

/// <summary>The passing on of a silent pen.</summary>
/// <param name="After">After which silence; null for never.</param>
/// <param name="Writers">How many can write on the track: captioners on the roster, and the software let in.</param>
public sealed record SilenceTakeover(TimeSpan? After, int Writers)
{
    /// <summary>Whether there is anybody to pass it on to.</summary>
    public bool Matters => Writers > 1;
}

/// <summary>A source just issued.</summary>
/// <param name="Address">What is put into the software, secret included; null when refused.</param>
/// <param name="Protocol">How the software speaks.</param>
/// <param name="Rejection">Why not.</param>
public sealed record IssuedSource(string? Address, CaptionProtocol Protocol, Rejection? Rejection = null);
