namespace LiveSession.Protocol;

/// <summary>What a participant is in a meeting. Roles are folded from the meeting's log; every command is checked against them when it runs.</summary>
public enum Role
{
    /// <summary>Reads, and may ask for the floor once named. Needs no account to read a public session.</summary>
    Observer,

    /// <summary>Speaks for a delegation or a stakeholder group.</summary>
    Member,

    /// <summary>Writes captions.</summary>
    Captioner,

    /// <summary>Presides: runs the session, the agenda and the floor.</summary>
    Chair,

    /// <summary>Prepares the meeting, helps the chair, publishes the record.</summary>
    Secretariat,
}
