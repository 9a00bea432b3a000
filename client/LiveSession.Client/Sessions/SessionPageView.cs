using LiveSession.Client.Captions;

namespace LiveSession.Client.Sessions;

/// <summary>What the session page shows to one reader.</summary>
/// <param name="Session">The session as it stands.</param>
/// <param name="Columns">The caption channels read beside one another, at least one.</param>
/// <param name="Me">The reader's participant, where the reader is known to the meeting.</param>
/// <param name="Notice">Why the form just sent was refused; null otherwise.</param>
/// <param name="Asked">What was filled in when it was refused, so that nothing has to be typed again.</param>
/// <param name="Channels">The channels there are; a choice is offered where there is more than one.</param>
/// <param name="UnknownChannel">A channel the address asks for that there is not; null otherwise.</param>
/// <param name="LeftOut">The channels the address asks for beyond those that stand beside one another.</param>
public sealed record SessionPageView(
    SessionView Session, ImmutableArray<CaptionColumn> Columns, RosterEntryView? Me = null,
    Rejection? Notice = null, FloorForm? Asked = null, ImmutableArray<ChannelView>? Channels = null, string? UnknownChannel = null,
    ImmutableArray<string>? LeftOut = null);

/// <summary>The fields of the form that asks for the floor, by the names they are posted under.</summary>
/// <param name="Name"><c>name</c>: who asks; not needed of somebody known to the meeting.</param>
/// <param name="Affiliation"><c>affiliation</c>: whom they speak for; likewise.</param>
/// <param name="Note"><c>note</c>: what it is about; may be empty.</param>
/// <param name="Kind"><c>kind</c>: for what kind of speech.</param>
/// <param name="OnBehalfOf"><c>onBehalfOf</c>: the group spoken for; may be empty.</param>
public sealed record FloorForm(
    string? Name, string? Affiliation, string? Note, SpeechKind Kind = SpeechKind.Statement, string? OnBehalfOf = null);
