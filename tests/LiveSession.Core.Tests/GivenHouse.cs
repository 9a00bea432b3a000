using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests;

/// <summary>The installation as some events left it, all of them at <see cref="Cast.Morning"/>.</summary>
internal sealed record GivenHouse(HouseState State)
{
    public GivenHouse And(params LogEvent[] happened) => happened.Aggregate(
        this,
        (given, one) => new GivenHouse(
            given.State.Apply(Given.Next(LogId.House, given.State.Cursor, Cast.Morning, Actor.System.Id, CommandId.New(), one))));

    public Outcome When(MeetingCommand command, Actor? by = null, DateTimeOffset? at = null) =>
        new(HouseDecider.Decide(State, command, by ?? Cast.Secretariat, at ?? Cast.Morning));
}
