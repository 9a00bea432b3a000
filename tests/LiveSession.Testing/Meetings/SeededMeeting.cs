using System.Collections.Immutable;
using LiveSession.Core.Meetings;

namespace LiveSession.Testing.Meetings;

/// <summary>A meeting that lies in an archive before the server starts.</summary>
/// <param name="State">The meeting.</param>
/// <param name="Links">The path of everybody's link, by name.</param>
/// <param name="SecretariatLink">The path of the link of the installation's secretariat.</param>
public sealed record SeededMeeting(MeetingState State, ImmutableDictionary<string, string> Links, string SecretariatLink)
{
    /// <summary>The secret of each caption source, by name.</summary>
    public ImmutableDictionary<string, string> Sources { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The path of the chair's link.</summary>
    public string ChairLink => Links[MeetingPlan.Chair];

    /// <summary>The path of the captioner's link.</summary>
    public string CaptionerLink => Links[MeetingPlan.Captioner];

    /// <summary>The path of the meeting's page.</summary>
    public string Page => $"/m/{State.Slug}";

    /// <summary>The path of a session's page.</summary>
    public string SessionPage(int number = 1) => $"{Page}/{number}";

    /// <summary>A session by its number.</summary>
    public SessionId Session(int number = 1) => State.Sessions.Values.Single(session => session.Number == number).Id;

    /// <summary>Somebody on the roster.</summary>
    public Participant Participant(string name) => State.Participants.Values.Single(participant => participant.Name == name);
}
