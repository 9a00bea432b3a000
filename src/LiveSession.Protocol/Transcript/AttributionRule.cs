namespace LiveSession.Protocol;

/// <summary>What decided to whom words of a transcript belong.</summary>
public enum AttributionRule
{
    /// <summary>Nothing did: nobody was marked, and nobody had the floor when the words were said.</summary>
    None,

    /// <summary>The captioner's speaker key, or the speaker that the captioning software named.</summary>
    SpeakerKey,

    /// <summary>A mark in the text, such as <c>&gt;&gt; CHAIR:</c>; it stands until the next one.</summary>
    Mark,

    /// <summary>A mark without a name after somebody else's words: the one who has the floor speaks again.</summary>
    Return,

    /// <summary>Who had the floor when the words were said.</summary>
    Floor,
}
