using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests;

/// <summary>A meeting as some events left it, all of them at <see cref="Cast.Morning"/>.</summary>
internal sealed record GivenMeeting(MeetingState State)
{
    public SessionLimits Limits { get; init; } = new();

    public ImmutableHashSet<SessionId> Begun { get; init; } = [];

    public ImmutableHashSet<SessionId> Over { get; init; } = [];

    public GivenMeeting And(params LogEvent[] happened) => happened.Aggregate(
        this,
        (given, one) => given with
        {
            State = given.State.Apply(
                Given.Next(LogId.Of(Cast.Meeting), given.State.Cursor, Cast.Morning, Cast.Secretariat.Id, CommandId.New(), one)),
        });

    public Outcome When(MeetingCommand command, Actor? by = null, DateTimeOffset? at = null, CommandId? id = null) => new(
        MeetingDecider.Decide(
            State,
            command,
            new MeetingContext(id ?? CommandId.New(), by ?? Cast.Secretariat, at ?? Cast.Morning, Cast.Meeting, Begun.Contains, Limits) { Over = Over.Contains }));
}
