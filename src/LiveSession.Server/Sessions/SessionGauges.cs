using System.Diagnostics.Metrics;
using LiveSession.Core.Sessions;
using LiveSession.Server.Log;
using LiveSession.Server.Operations;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace LiveSession.Server.Sessions;

/// <summary>What can be read off the sessions and their archive when somebody asks: how many are open, how many wait for the floor in them, whether they are recorded.</summary>
internal sealed class SessionGauges(LogWriters<SessionState> sessions, ArchiveWatch watch, Instruments instruments) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        instruments.Observe("livesession.sessions.open", "{session}", "Sessions open or suspended.", () => [new Measurement<long>(Open.Count())]);
        instruments.Observe(
            "livesession.queue.length", "{request}", "People waiting in speaking queues.", () => [new Measurement<long>(Open.Sum(session => session.Floor.Queue.Count))]);
        instruments.Observe(
            "livesession.archive.away", "{node}", "1 while this node cannot write to the archive, else 0.", () => [new Measurement<long>(watch.IsMissed ? 1 : 0)]);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<SessionState> Open => sessions.Loaded.Where(session => session.Phase is SessionPhase.Open or SessionPhase.Suspended);
}

/// <summary>Counts the open consoles.</summary>
internal sealed class CircuitCount(Instruments instruments) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        instruments.Circuits.Add(1);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        instruments.Circuits.Add(-1);
        return Task.CompletedTask;
    }
}
