using LiveSession.Core.Sessions;

namespace LiveSession.Core.Log;

/// <summary>Decides that the record of a session is signed: once, when it has been closed, and with nothing between the signed event and the seal.</summary>
public static class SealDecider
{
    /// <summary>Seals the record. Where it is sealed already, or has moved on since it was signed, nothing happens: whoever signs looks again.</summary>
    /// <param name="state">The session.</param>
    /// <param name="head">The last event that was signed.</param>
    /// <param name="seal">The signature over it.</param>
    public static Decision Seal(SessionState state, LogHead head, RecordSealed seal)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(seal);
        return state is { Phase: SessionPhase.Closed, Seal: null } && state.Cursor.Position == head.Position ? seal : Decision.Accept();
    }

    /// <summary>Records the signature over the redactions. Where there are others by now, or these are signed already, nothing happens.</summary>
    /// <param name="state">The session.</param>
    /// <param name="signature">It.</param>
    public static Decision SignRedactions(SessionState state, RedactionsSigned signature)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(signature);
        return state.Seal is not null && state.Publication.SignedRedactions < signature.Redactions.Length
            && state.Publication.Redactions.Select(one => one.Event).SequenceEqual(signature.Redactions) ? signature : Decision.Accept();
    }
}
