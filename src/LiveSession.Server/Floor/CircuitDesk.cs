using Microsoft.AspNetCore.Components.Server.Circuits;

namespace LiveSession.Server.Floor;

/// <summary>The desk of a console: somebody sits there while its circuit is connected, not as long as the server keeps it for a return.</summary>
internal sealed class CircuitDesk(FloorDesks desks) : CircuitHandler, IDisposable
{
    private (SessionId Session, ParticipantId Chair)? _seat;

    /// <summary>Somebody who may preside sits down.</summary>
    public void SitDown(SessionId session, ParticipantId chair)
    {
        _seat = (session, chair);
        desks.SitDown(this, session, chair);
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_seat is { } seat)
        {
            desks.SitDown(this, seat.Session, seat.Chair);
        }

        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        desks.Leave(this);
        return Task.CompletedTask;
    }

    public void Dispose() => desks.Leave(this);
}
