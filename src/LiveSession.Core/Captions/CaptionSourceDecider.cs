using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Captions;

/// <summary>Decides which software may write: the secretariat lets in and withdraws any source, a captioner lets in sources and withdraws their own.</summary>
public static class CaptionSourceDecider
{
    /// <summary>How many sources that stand a session may have.</summary>
    public const int MostInSession = 50;

    /// <summary>Lets a source in.</summary>
    public static Decision Issue(MeetingState state, IssueCaptionSource command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var name = PersonName.Clean(command.Name);
        var standing = state.CaptionSources.All.Values.Count(source => source.Session == command.Session && source.RevokedAt is null);
        return !state.Sessions.ContainsKey(command.Session) ? Rejections.UnknownSession
            : name.Length == 0 ? Rejections.Missing("the name")
            : name.Length > context.Limits.NameLength ? Rejections.TextTooLong(context.Limits.NameLength)
            : !CaptionDecider.IsTrack(command.Track) ? Rejections.BadTrack
            : !CaptionDecider.IsLanguage(command.Language) ? Rejections.BadLanguage
            : !Enum.IsDefined(command.Protocol) ? Rejections.BadArgument("an unknown protocol")
            : command.Protocol is CaptionProtocol.Steno && command.Port is null ? Rejections.StenoOff
            : standing >= MostInSession ? Rejections.TooMany("caption sources", MostInSession)
            : new CaptionSourceIssued(
                command.Source, command.Session, name, command.Track, command.Language, command.Protocol, command.SecretHash,
                command.Protocol is CaptionProtocol.Steno ? command.Port : null);
    }

    /// <summary>Withdraws a source.</summary>
    public static Decision Revoke(MeetingState state, RevokeCaptionSource command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (!state.CaptionSources.All.TryGetValue(command.Source, out var source))
        {
            return Rejections.UnknownSource;
        }

        return context.By.Role is Role.Captioner && source.IssuedBy != context.By.Id ? Rejections.NotAllowed
            : source.RevokedAt is not null ? Rejections.SourceRevoked
            : new CaptionSourceRevoked(source.Id);
    }
}

/// <summary>Lets captioning software in; the server makes the secret and keeps its hash only.</summary>
/// <param name="Source">The source's id.</param>
/// <param name="Session">The session it writes in.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">BCP 47 tag of its words, where it does not say another.</param>
/// <param name="Protocol">How it speaks.</param>
/// <param name="SecretHash">See <see cref="InvitationSecret.HashOf"/>.</param>
/// <param name="Port">The TCP port handed out to it, where it is stenography software.</param>
public sealed record IssueCaptionSource(
    CaptionSourceId Source, SessionId Session, string Name, string Track, string Language, CaptionProtocol Protocol, string SecretHash,
    int? Port = null) : MeetingCommand;
