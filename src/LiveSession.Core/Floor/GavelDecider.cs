using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>
/// Decides who presides. Where the roster names several chairs, one of them does at a time: whoever presided first, until they hand the gavel
/// over or are gone. Others who may preside help meanwhile as the secretariat does. (E/5975/Rev.1, rules 17 and 18: an acting Chairman is
/// designated by the Chairman, and has the same powers.)
/// </summary>
public static class GavelDecider
{
    /// <summary>How long whoever presides may be gone before the gavel can be taken; as much again for each who comes first and is there.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(15);

    /// <summary>Whoever presides hands the gavel to somebody else who may.</summary>
    public static Decision HandOver(SessionState state, HandOverGavel command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (state.Presiding.HeldIn(context.Meeting) is { } gavel && gavel.Holder != context.By.Id)
        {
            return Rejections.GavelHeld(gavel.Name);
        }

        if (command.AfterGavel != NumberOf(state))
        {
            return Rejections.GavelMoved;
        }

        if (command.To == context.By.Id)
        {
            return Rejections.GavelYours;
        }

        return context.Meeting.Participants.TryGetValue(command.To, out var listed) && listed.Role is Role.Chair
            ? new GavelHandedOver(NumberOf(state) + 1, command.To, listed.Name)
            : Rejections.NobodyToPreside;
    }

    /// <summary>Somebody who may preside takes the gavel.</summary>
    public static Decision Take(SessionState state, TakeGavel command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (state.Presiding.HeldIn(context.Meeting) is not { } gavel)
        {
            return Taken(state, context.By);
        }

        if (gavel.Holder == context.By.Id)
        {
            return Rejections.GavelYours;
        }

        if (command.AfterGavel != gavel.Number || !context.Gone.TryGetValue(gavel.Holder, out var gone))
        {
            return Rejections.GavelHeld(gavel.Name);
        }

        if (context.Blind)
        {
            return Rejections.GavelHolderUnseen(gavel.Name);
        }

        var first = context.Meeting.Chairs.TakeWhile(chair => chair.Id != context.By.Id).Count(chair => chair.Id != gavel.Holder && !context.Gone.ContainsKey(chair.Id));
        var needed = GoneAfter * (first + 1);
        return gone < needed ? Rejections.GavelNotYet((int)needed.TotalSeconds) : Taken(state, context.By, gone);
    }

    /// <summary>An act of presiding: refused to whoever does not preside; the first one takes the gavel where several people may.</summary>
    internal static Decision Preside(SessionState state, SessionContext context, Func<Decision> decide)
    {
        if (context.By.Role is not Role.Chair)
        {
            return decide();
        }

        if (state.Presiding.HeldIn(context.Meeting) is { } gavel)
        {
            return gavel.Holder == context.By.Id ? decide() : Rejections.GavelHeld(gavel.Name);
        }

        var decision = decide();
        if (decision.Rejection is not null || context.Meeting.Chairs.Length < 2)
        {
            return decision;
        }

        // A log begins with the session's opening, and nothing follows its closing.
        var taken = Taken(state, context.By);
        return Decision.Accept(state.Phase is SessionPhase.Scheduled ? [.. decision.Events, taken] : [taken, .. decision.Events]).WithNotice(decision.Notice);
    }

    private static GavelTaken Taken(SessionState state, Actor by, TimeSpan? gone = null) => new(NumberOf(state) + 1, by.Name, gone);

    private static int NumberOf(SessionState state) => state.Presiding.Gavel?.Number ?? 0;
}
