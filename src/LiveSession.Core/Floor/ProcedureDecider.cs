using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>Decides which rules of procedure are in force. They can change with every phase of a session, and the record says when.</summary>
public static class ProcedureDecider
{
    /// <summary>The chair or the secretariat puts rules in force, with the speaking times that they set.</summary>
    public static Decision Set(SessionState state, SetProcedure command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var rules = ProcedureRules.Of(command.Procedure);
        var set = new ProcedureSet(command.Procedure, command.Places ?? rules.Places, command.Precedence ?? rules.Precedence);
        if (set == state.Procedure)
        {
            return Rejections.ProcedureUnchanged;
        }

        // Times that the chair set since are the chair's: another order of the same rules leaves them alone.
        var times = command.Procedure == state.Procedure?.Procedure
            ? []
            : rules.Clauses.OfType<TimeClause>().Select(clause => (LogEvent)new SpeakingTimeSet(clause.Limit, QueueDecider.Stored(clause.Kind)));
        return Decision.Accept([set, .. times]);
    }
}
