namespace LiveSession.Client.Relays;

/// <summary>
/// Where a session's captions are relayed to. For captioners and the secretariat; the server implements it and checks the caller each
/// time. An address goes in and never comes out again.
/// </summary>
public interface IRelayDesk
{
    /// <summary>Who may show the embeddable page in theirs, as the operator set it.</summary>
    ImmutableArray<string> EmbeddingOrigins { get; }

    /// <summary>The relays of a session; null where they are not the caller's business.</summary>
    Task<ImmutableArray<RelayView>?> ListAsync(SessionId session);

    /// <summary>Adds a relay, which begins with the next line. Returns why not.</summary>
    /// <param name="session">The session.</param>
    /// <param name="address">The address the service gave out.</param>
    /// <param name="service">Which service it is; null to tell it from the address.</param>
    /// <param name="track">Which caption channel.</param>
    Task<Rejection?> AddAsync(SessionId session, string address, RelayService? service, string track);

    /// <summary>Starts or stops one. Returns why not.</summary>
    Task<Rejection?> SwitchAsync(SessionId session, RelayId relay, bool on);

    /// <summary>Takes one away. Returns why not.</summary>
    Task<Rejection?> RemoveAsync(SessionId session, RelayId relay);

    /// <summary>Sends one line now, whether the relay runs or not, and says what became of it.</summary>
    Task<RelayTrial> TestAsync(SessionId session, RelayId relay, string line);
}

/// <summary>A relay as its desk shows it.</summary>
/// <param name="Id">The relay.</param>
/// <param name="Service">What kind of service it goes to.</param>
/// <param name="Host">The service's host.</param>
/// <param name="Track">Which caption channel.</param>
/// <param name="On">Whether it is meant to run.</param>
/// <param name="State">How it is.</param>
/// <param name="KeyEnd">The last letters of its key, to tell it from another one of the same host; empty where it has none to show.</param>
public sealed record RelayView(RelayId Id, RelayService Service, string Host, string Track, bool On, RelayStanding State, string KeyEnd = "");

/// <summary>How a relay is at the moment.</summary>
/// <param name="Condition">In one word.</param>
/// <param name="Status">What the service answered (an HTTP status), where it refused.</param>
/// <param name="LastSentAt">When it took a line last.</param>
/// <param name="TryingAgainAt">When it is tried again.</param>
/// <param name="Sent">How many lines it took.</param>
/// <param name="Skipped">How many lines it missed because they waited too long.</param>
public sealed record RelayStanding(
    RelayCondition Condition, int? Status = null, DateTimeOffset? LastSentAt = null, DateTimeOffset? TryingAgainAt = null, long Sent = 0, long Skipped = 0);

/// <summary>What became of a test.</summary>
/// <param name="Outcome">How the relay was found to be.</param>
/// <param name="Rejection">Why it was not tried.</param>
public sealed record RelayTrial(RelayStanding? Outcome, Rejection? Rejection = null);

/// <summary>How a relay is.</summary>
public enum RelayCondition
{
    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>It waits for the first line.</summary>
    Ready,

    /// <summary>The service took the last line.</summary>
    Relaying,

    /// <summary>The service said no.</summary>
    Refused,

    /// <summary>The service did not answer in time.</summary>
    Unanswered,

    /// <summary>The service could not be reached.</summary>
    Unreachable,

    /// <summary>The address leads where this server does not write to.</summary>
    Barred,

    /// <summary>The address cannot be read any more: the installation's keys were lost.</summary>
    Unreadable,
}
