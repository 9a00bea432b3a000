using System.Security.Claims;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;
using LiveSession.Server.Operations;
using LiveSession.Server.Roster;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Meetings;

/// <summary>The road of every change to a meeting or to the house.</summary>
internal sealed class MeetingCommands(MeetingDirectory directory, Doors doors, IOptions<SessionLimits> limits, TimeProvider time, Drain drain)
{
    /// <summary>Changes a meeting as the caller.</summary>
    public async Task<CommandResult> RunAsync(ClaimsPrincipal? caller, MeetingId meeting, CommandId command, MeetingCommand wanted)
    {
        if (drain.Started)
        {
            return CommandResult.Refused(Rejections.Stopping);
        }

        if (await directory.FindAsync(meeting) is not { } state)
        {
            return CommandResult.Refused(Rejections.UnknownMeeting);
        }

        var actor = await doors.ActorAsync(caller, state, role => MeetingDecider.Allows(role, wanted));
        return await RunAsync(actor, meeting, command, wanted);
    }

    /// <summary>Founds a meeting as the caller, or as the installation itself.</summary>
    /// <remarks>The short name is claimed in the house first; a retry with the same id goes on where a crash in between left it.</remarks>
    public async Task<CommandResult> CreateAsync(Actor actor, CommandId command, CreateMeeting wanted)
    {
        var meeting = MeetingId.From(command.Value);
        var rehearsal = MeetingDecider.Decide(MeetingState.Empty, wanted, ContextOf(meeting, command, actor, time.GetUtcNow()));
        if (rehearsal.Rejection is { } fault)
        {
            return CommandResult.Refused(fault);
        }

        var registered = await RunInHouseAsync(actor, command, new RegisterMeeting(meeting, wanted.Slug));
        return registered.Accepted ? await RunAsync(actor, meeting, command, wanted) : registered;
    }

    /// <summary>Changes the house.</summary>
    public Task<CommandResult> RunInHouseAsync(Actor actor, CommandId command, MeetingCommand wanted) =>
        directory.House.RunAsync(command, actor.Id, (state, now) => HouseDecider.Decide(state, wanted, actor, now));

    /// <summary>Changes a meeting as somebody whose standing was established already.</summary>
    public async Task<CommandResult> RunAsync(Actor actor, MeetingId meeting, CommandId command, MeetingCommand wanted)
    {
        // Sessions have logs of their own; which of them were opened or closed is looked up before deciding, because deciding is pure.
        var begun = wanted is CancelSession cancel && (await directory.WriterOf(cancel.Session).StateAsync()).Cursor.Sequence > 0;
        var over = wanted is HandInStatement statement && (await directory.WriterOf(statement.Session).StateAsync()).Phase is SessionPhase.Closed;
        return await directory.WriterOf(meeting).RunAsync(command, actor.Id, (state, now) =>
            MeetingDecider.Decide(state, wanted, ContextOf(meeting, command, actor, now) with { Begun = _ => begun, Over = _ => over }));
    }

    private MeetingContext ContextOf(MeetingId meeting, CommandId command, Actor actor, DateTimeOffset now) =>
        new(command, actor, now, meeting, _ => false, limits.Value);
}
