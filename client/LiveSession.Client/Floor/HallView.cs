namespace LiveSession.Client.Floor;

/// <summary>Who looks at a screen of the hall.</summary>
public enum HallView
{
    /// <summary>Everybody in the hall: who has the floor, for how long, who is next, on what.</summary>
    Projector,

    /// <summary>Whoever speaks: the time that is left, and what is written of the words.</summary>
    Confidence,
}
