using LiveSession.Core.Log;

namespace LiveSession.Core.Tests;

/// <summary>What came of a command, to be compared as a whole.</summary>
internal sealed class Outcome(Decision decision)
{
    /// <summary>What happened; fails when the command was refused.</summary>
    public ImmutableArray<LogEvent> Events
    {
        get
        {
            decision.Rejection.ShouldBeNull();
            return decision.Events;
        }
    }

    public Rejection? Rejection => decision.Rejection;

    /// <summary>Exactly these events, and nothing to remark.</summary>
    public void Then(params LogEvent[] expected)
    {
        Events.ShouldBe(expected);
        decision.Notice.ShouldBeNull();
    }

    /// <summary>Exactly these events, and a word to the sender.</summary>
    public void ThenWithNotice(Rejection notice, params LogEvent[] expected)
    {
        Events.ShouldBe(expected);
        decision.Notice.ShouldBe(notice);
    }

    /// <summary>Nothing, for this reason.</summary>
    public void ThenRefused(Rejection expected)
    {
        decision.Rejection.ShouldBe(expected);
        decision.Events.ShouldBeEmpty();
    }
}
