using System.Diagnostics;
using System.Security.Claims;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;
using LiveSession.Server.Captions;
using LiveSession.Server.Floor;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using LiveSession.Server.Roster;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Sessions;

/// <summary>
/// The road of every change to a session, whoever sends it and through which door: find the session, find out who the caller is in
/// it now, and hand the command to the log's writer.
/// </summary>
internal sealed class SessionCommands(
    MeetingDirectory directory, Doors doors, IOptions<SessionLimits> limits, Drain drain, Instruments instruments, CommandPace pace, TrackGates gates, FloorDesks desks, ISessionLog log)
{
    /// <summary>Runs a command as the caller; refusals are answers, never exceptions.</summary>
    /// <param name="caller">The sign-in; null for nobody.</param>
    /// <param name="session">The session.</param>
    /// <param name="command">The client's id of the command.</param>
    /// <param name="wanted">What is to happen.</param>
    /// <param name="as">The role to act in, for people who have several; null for whichever may.</param>
    public async Task<CommandResult> RunAsync(ClaimsPrincipal? caller, SessionId session, CommandId command, SessionCommand wanted, Role? @as = null)
    {
        var name = new KeyValuePair<string, object?>("command", wanted?.GetType().Name);
        using var activity = instruments.Source.StartActivity("command")?.AddTag(name.Key, name.Value);
        var start = Stopwatch.GetTimestamp();
        var result = await DecideAsync(caller, session, command, wanted, @as);
        instruments.Commands.Record(
            Stopwatch.GetElapsedTime(start).TotalSeconds, name, new KeyValuePair<string, object?>("rejection", result.Rejection?.Code));
        return result;
    }

    /// <summary>Runs a command as somebody whose standing was established already: a caption source.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="place">The session.</param>
    /// <param name="command">The id of the command.</param>
    /// <param name="wanted">What is to happen.</param>
    /// <param name="gated">Whether the track is to be waited for; not by whoever is in its gate.</param>
    public Task<CommandResult> RunAsync(Actor actor, SessionPlace place, CommandId command, SessionCommand wanted, bool gated = true) =>
        drain.Started ? Task.FromResult(CommandResult.Refused(Rejections.Stopping))
        : gated ? gates.RunAsync(place.Planned.Id, wanted, () => AppendAsync(actor, place, command, wanted))
        : AppendAsync(actor, place, command, wanted);

    private async Task<CommandResult> AppendAsync(Actor actor, SessionPlace place, CommandId command, SessionCommand wanted)
    {
        PreparedRedaction? redaction = null;
        try
        {
            redaction = wanted is RedactWords words && SessionPermissions.Allows(actor.Role, words)
                ? await RedactionDecider.PrepareAsync(await place.Writer.StateAsync(), words, log.ReadStoredAsync(LogId.Of(place.Planned.Id)))
                : null;
        }
        catch (LogUnavailableException e)
        {
            return CommandResult.Refused(Rejections.ArchiveUnavailable(e.Reason));
        }

        return await place.Writer.RunAsync(command, actor.Id, (state, now) => SessionDecider.Decide(
            state, wanted, new SessionContext(command, actor, now, place.Planned.Id, place.Meeting, limits.Value)
            {
                Gone = wanted is TakeGavel ? desks.GoneFrom(place.Planned.Id, place.Meeting) : ImmutableDictionary<ParticipantId, TimeSpan>.Empty,
                Redaction = redaction,
                Blind = desks.IsBlind,
            }));
    }

    private async Task<CommandResult> DecideAsync(ClaimsPrincipal? caller, SessionId session, CommandId command, SessionCommand? wanted, Role? @as)
    {
        if (drain.Started)
        {
            return CommandResult.Refused(Rejections.Stopping);
        }

        if (command == default)
        {
            return CommandResult.Refused(Rejections.BadArgument("a command needs an id"));
        }

        // What is typed has a pace of its own.
        if (wanted is not (AddCaptionLine or CorrectCaptionLine { RecordPart: not null }) && !pace.Allows(caller))
        {
            return CommandResult.Refused(Rejections.TooFast(pace.PerSecond));
        }

        if (CommandShape.FindMissing(wanted) is { } missing)
        {
            return CommandResult.Refused(Rejections.BadArgument($"{missing} is missing"));
        }

        if (await directory.FindAsync(session) is not { } place || !await doors.MayReadAsync(caller, place.Meeting))
        {
            return CommandResult.Refused(Rejections.UnknownSession);
        }

        var actor = await doors.ActorAsync(
            caller, place.Meeting, role => @as is null ? SessionPermissions.Allows(role, wanted!) : role == @as);
        return await gates.RunAsync(session, wanted!, () => AppendAsync(actor, place, command, wanted!));
    }
}
