namespace LiveSession.Protocol;

/// <summary>Where captions are relayed to, and so in which words and at which pace.</summary>
public enum RelayService
{
    /// <summary>A Zoom meeting or webinar, and whatever takes captions the same way.</summary>
    Zoom,

    /// <summary>A YouTube live stream.</summary>
    YouTube,

    /// <summary>A Microsoft Teams meeting.</summary>
    Teams,
}
