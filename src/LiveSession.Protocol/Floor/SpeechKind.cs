namespace LiveSession.Protocol;

/// <summary>What the floor is asked for. The kind decides the place in the queue, and whether a speech going on is interrupted.</summary>
public enum SpeechKind
{
    /// <summary>A statement: joins behind the statements that wait.</summary>
    Statement,

    /// <summary>A short answer to the speech going on, or to the last one: before the statements.</summary>
    Reply,

    /// <summary>The right of reply to what was said about one's delegation: after the statements. For members.</summary>
    RightOfReply,

    /// <summary>A question to the speaker: interrupts the speech, which continues afterwards. For members.</summary>
    InterposedQuestion,

    /// <summary>A point of order: before everything, and interrupts any speech that is none. For members.</summary>
    PointOfOrder,
}
