using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests;

/// <summary>A session as some events left it. One second passes with each event.</summary>
internal sealed record GivenSession(SessionState State, MeetingState Meeting, SessionLimits Limits, DateTimeOffset Now)
{
    public GivenSession And(params LogEvent[] happened) => AndBy(Cast.Chair, happened);

    public GivenSession AndBy(Actor by, params LogEvent[] happened) => happened.Aggregate(
        this,
        (given, one) => given with
        {
            State = given.State.Apply(Given.Next(LogId.Of(Cast.Session), given.State.Cursor, given.Now, by.Id, CommandId.New(), one)),
            Now = given.Now.AddSeconds(1),
        });

    public GivenSession AtMinute(int minute) => this with { Now = Cast.Morning.AddMinutes(minute) };

    public GivenSession WithLimits(SessionLimits limits) => this with { Limits = limits };

    /// <summary>A command; it can be said who is not connected, and for how many seconds.</summary>
    public Outcome When(SessionCommand command, Actor by, CommandId? id = null, params (Actor Who, int Seconds)[] gone) => new(
        SessionDecider.Decide(State, command, new SessionContext(id ?? CommandId.New(), by, Now, Cast.Session, Meeting, Limits)
        {
            Gone = gone.ToImmutableDictionary(one => one.Who.Id, one => TimeSpan.FromSeconds(one.Seconds)),
        }));
}
