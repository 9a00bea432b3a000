using LiveSession.Server.Broadcast;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Captions;

/// <summary><c>/hubs/captions</c>. See <see cref="ICaptionHub"/>.</summary>
[Authorize]
internal sealed class CaptionHub(CaptionDesks desks, SessionCommands commands, CaptionWriting writing, SessionBroadcaster broadcaster)
    : Hub<ICaptionClient>, ICaptionHub
{
    public Task<DeskResult> Join(SessionId session) => desks.SitDownAsync(Context, session);

    public Task Write(SessionId session, string track, IAsyncEnumerable<CaptionEdit> edits) =>
        writing.TakeAsync(Context, session, track, edits);

    public Task<CommandResult> CorrectLine(SessionId session, CommandId command, long line, string text) =>
        commands.RunAsync(Context.User, session, command, new CorrectCaptionLine(line, text));

    public Task<CommandResult> TakePen(SessionId session, CommandId command, string track, bool force) =>
        commands.RunAsync(Context.User, session, command, new TakePen(track, force));

    public Task<CommandResult> OfferPen(SessionId session, CommandId command, string track) =>
        commands.RunAsync(Context.User, session, command, new OfferPen(track));

    public Task<CommandResult> GivePen(SessionId session, CommandId command, string track, ParticipantId to, bool force) =>
        commands.RunAsync(Context.User, session, command, new GivePen(track, to, force));

    public Task<CommandResult> ClaimPen(SessionId session, CommandId command, string track, long token) =>
        commands.RunAsync(Context.User, session, command, new ClaimPen(track, token));

    public Task<CommandResult> SetTakeover(SessionId session, CommandId command, string track, TimeSpan? after) =>
        commands.RunAsync(Context.User, session, command, new SetTakeover(track, after));

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        desks.Leave(Context.ConnectionId);
        broadcaster.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
