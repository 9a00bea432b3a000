using System.Diagnostics;
using System.Security.Claims;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using LiveSession.Server.Roster;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Sessions;

/// <summary>
/// The road of every change to a session, whoever sends it and through which door: find the session, find out who the caller is in
/// it now, and hand the command to the log's writer.
/// </summary>
internal sealed class SessionCommands(MeetingDirectory directory, Doors doors, IOptions<SessionLimits> limits, Drain drain, Instruments instruments, CommandPace pace)
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

        if (wanted is not AddCaptionLine && !pace.Allows(caller))
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
        return await place.Writer.RunAsync(command, actor.Id, (state, now) =>
            SessionDecider.Decide(state, wanted!, new SessionContext(command, actor, now, session, place.Meeting, limits.Value)));
    }
}
