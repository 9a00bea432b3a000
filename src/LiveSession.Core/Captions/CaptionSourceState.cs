using LiveSession.Core.Log;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Captions;

/// <summary>The caption sources of a meeting, as folded from its log.</summary>
public sealed record CaptionSourceState
{
    /// <summary>No source.</summary>
    public static CaptionSourceState Empty { get; } = new();

    /// <summary>The sources, by id; those withdrawn stay, so that their words keep a name.</summary>
    public ImmutableDictionary<CaptionSourceId, CaptionSource> All { get; init; } = ImmutableDictionary<CaptionSourceId, CaptionSource>.Empty;

    /// <summary>The state after one more event; events that are not about sources change nothing.</summary>
    public CaptionSourceState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Event switch
        {
            CaptionSourceIssued e => With(new CaptionSource(
                e.Source, e.Session, e.Name, e.Track, e.Language, e.Protocol, e.SecretHash, happened.By, happened.At, RevokedAt: null, e.Port)),
            CaptionSourceRevoked e => With(All[e.Source] with { RevokedAt = happened.At }),
            _ => this,
        };
    }

    /// <summary>The source that writes as this participant and still stands; null when there is none.</summary>
    public CaptionSource? FindWriter(ParticipantId writer) =>
        All.TryGetValue(new CaptionSourceId(writer.Value), out var source) && source.RevokedAt is null ? source : null;

    private CaptionSourceState With(CaptionSource source) => this with { All = All.SetItem(source.Id, source) };
}

/// <summary>One caption source.</summary>
/// <param name="Id">The source.</param>
/// <param name="Session">The session it writes in.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">BCP 47 tag of its words, where it does not say another.</param>
/// <param name="Protocol">How it speaks.</param>
/// <param name="SecretHash">SHA-256 of its secret.</param>
/// <param name="IssuedBy">Who let it in.</param>
/// <param name="IssuedAt">When.</param>
/// <param name="RevokedAt">When it was withdrawn; null while it stands.</param>
/// <param name="Port">The TCP port it writes to; null for sources that post.</param>
public sealed record CaptionSource(
    CaptionSourceId Id, SessionId Session, string Name, string Track, string Language, CaptionProtocol Protocol, string SecretHash,
    ParticipantId IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt, int? Port = null)
{
    /// <summary>As whom it writes: a captioner of its own, so that it shares the pen with the others like anybody.</summary>
    public Actor Writer => new(Id.Writer, Role.Captioner, Name, "");
}
