namespace LiveSession.Core.Roster;

/// <summary>Who sends a command, as the meeting's roster knows them at that moment.</summary>
/// <param name="Id">The participant; empty for somebody unnamed.</param>
/// <param name="Role">Their role in the meeting.</param>
/// <param name="Name">Their name.</param>
/// <param name="Affiliation">Whom they speak for.</param>
public sealed record Actor(ParticipantId Id, Role Role, string Name, string Affiliation)
{
    /// <summary>Somebody who only reads: no name, no role beyond observing.</summary>
    public static Actor Anonymous { get; } = new(default, Role.Observer, "", "");

    /// <summary>The installation itself, founding its own log at first start.</summary>
    public static Actor System { get; } = new(default, Role.Secretariat, "LiveSession", "");

    /// <summary>Whether this is nobody in particular.</summary>
    public bool IsAnonymous => Id == default;
}
