using System.Text.Json.Serialization;
using LiveSession.Core.Log;

namespace LiveSession.Core.Captions;

/// <summary>A caption line was spoken. Its number is this event's sequence.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words.</param>
/// <param name="Speaker">The captioner's mark of who spoke; null for whoever had the floor.</param>
/// <param name="SpokenAt">When it was said, where the source knew.</param>
public sealed record CaptionLineAdded(string Track, string Language, string Text, string? Speaker, DateTimeOffset? SpokenAt) : LogEvent, IWorded
{
    string IWorded.Words => Text;

    LogEvent IWorded.WithWords(string words) => this with { Text = words };
}

/// <summary>An aired line got other words.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Text">What it says now; nothing where it was withdrawn.</param>
public sealed record CaptionLineCorrected(long Line, string Text) : LogEvent, IWorded
{
    string IWorded.Words => Text;

    LogEvent IWorded.WithWords(string words) => this with { Text = words };
}

/// <summary>
/// Words of a line were redacted. The events that held them have blocks in their place, in every store; what is left of each is vouched for here.
/// </summary>
/// <param name="Line">The line's number.</param>
/// <param name="Offset">Where the words began, in UTF-16 units.</param>
/// <param name="Length">How long they were, in UTF-16 units.</param>
/// <param name="Reason">Why, in the words of whoever did it.</param>
/// <param name="Redacted">The events that held them.</param>
public sealed record WordsRedacted(long Line, int Offset, int Length, string Reason, ImmutableArray<RedactedEvent> Redacted) : LogEvent
{
    /// <summary>What the store puts in the place of those events when this one is appended; not part of the event.</summary>
    [JsonIgnore]
    public ImmutableArray<Tombstone> Tombstones { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(WordsRedacted? other) =>
        other is not null && (Line, Offset, Length, Reason) == (other.Line, other.Offset, other.Length, other.Reason) && Redacted.SequenceEqual(other.Redacted);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Line, Offset, Length, Reason, Redacted.Length);
}

/// <summary>A captioner took the pen of a track.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Name">The captioner's name.</param>
/// <param name="Forced">Whether it was taken from a colleague who had not offered it.</param>
public sealed record PenTaken(string Track, string Name, bool Forced) : LogEvent;

/// <summary>The captioner with the pen offered it.</summary>
/// <param name="Track">The caption channel.</param>
public sealed record PenOffered(string Track) : LogEvent;

/// <summary>Somebody was put on air by somebody else.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="To">Who has the pen now.</param>
/// <param name="Name">Their name.</param>
/// <param name="Forced">Whether it was taken from somebody who had not offered it.</param>
public sealed record PenGiven(string Track, ParticipantId To, string Name, bool Forced) : LogEvent;

/// <summary>A control token decided who is on air.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Name">The name of whoever sent it.</param>
/// <param name="Token">The token.</param>
public sealed record PenClaimed(string Track, string Name, long Token) : LogEvent;

/// <summary>The one with the pen was silent, and another one wrote.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Name">The name of whoever has the pen now.</param>
/// <param name="Silence">How long nothing had come.</param>
public sealed record PenTakenOver(string Track, string Name, TimeSpan Silence) : LogEvent;

/// <summary>It was set after which silence the pen of a track goes to the next one who writes.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="After">The silence; null for never.</param>
public sealed record TakeoverSet(string Track, TimeSpan? After) : LogEvent;
