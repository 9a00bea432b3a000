using LiveSession.Client.Relays;
using LiveSession.Core.Meetings;
using LiveSession.Core.Relays;
using LiveSession.Core.Roster;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using LiveSession.Server.Pages;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Relays;

/// <summary>The relays as one console sees them. Who the caller is, is asked anew each time.</summary>
internal sealed class CircuitRelayDesk(
    MeetingDirectory directory, MeetingCommands commands, Doors doors, CaptionRelays relays, RelaySecrets secrets, Drain drain,
    IOptions<RelayOptions> options, IOptions<EmbeddingOptions> embedding, AuthenticationStateProvider signIn) : IRelayDesk
{
    public ImmutableArray<string> EmbeddingOrigins => [.. embedding.Value.Origins];

    public async Task<ImmutableArray<RelayView>?> ListAsync(SessionId session) =>
        await FindAsync(session) is { } found
            ? [.. found.Meeting.Relays.Of(session).Select(relay =>
                new RelayView(relay.Id, relay.Service, relay.Host, relay.Track, relay.On, relays.StandingOf(relay), secrets.Open(relay, out _)?.KeyEnd ?? ""))]
            : null;

    public async Task<Rejection?> AddAsync(SessionId session, string address, RelayService? service, string track)
    {
        if (RelayAddress.Read(address, service, options.Value.Rules, out var known) is { } unfit)
        {
            return await FindAsync(session) is null ? Rejections.NotAllowed : unfit;
        }

        // Whoever adds one at the same moment is refused, and looks again. Each time one more is there, up to what a session takes.
        Rejection? refusal;
        do
        {
            if (await FindAsync(session) is not { } found)
            {
                return Rejections.NotAllowed;
            }

            ImmutableArray<Relay> there = [.. found.Meeting.Relays.Of(session)];
            refusal = there.Any(relay => secrets.Open(relay, out _)?.LeadsWhere(known!) == true) ? Rejections.RelayTwice
                : await RunAsync(found, new AddRelay(
                    session, known!.Service, known.Url.IdnHost, track, secrets.Seal(session, known), [.. there.Select(relay => relay.Id)]));
        }
        while (refusal == Rejections.RelaysChanged);

        return refusal;
    }

    public Task<Rejection?> SwitchAsync(SessionId session, RelayId relay, bool on) => RunAsync(session, relay, new SwitchRelay(relay, on));

    public Task<Rejection?> RemoveAsync(SessionId session, RelayId relay) => RunAsync(session, relay, new RemoveRelay(relay));

    public async Task<RelayTrial> TestAsync(SessionId session, RelayId relay, string line)
    {
        if (await FindAsync(session) is not { } found)
        {
            return new RelayTrial(null, Rejections.NotAllowed);
        }

        return found.Meeting.Relays.Find(relay) is { } known && known.Session == session
            ? new RelayTrial(await relays.TestAsync(known, line, System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, CancellationToken.None))
            : new RelayTrial(null, Rejections.UnknownRelay);
    }

    private async Task<Rejection?> RunAsync(SessionId session, RelayId relay, MeetingCommand wanted)
    {
        if (await FindAsync(session) is not { } found)
        {
            return Rejections.NotAllowed;
        }

        return found.Meeting.Relays.Find(relay)?.Session == session ? await RunAsync(found, wanted) : Rejections.UnknownRelay;
    }

    private async Task<Rejection?> RunAsync((MeetingState Meeting, Actor Actor) found, MeetingCommand wanted) =>
        drain.Started ? Rejections.Stopping : (await commands.RunAsync(found.Actor, found.Meeting.Id, CommandId.New(), wanted)).Rejection;

    // Captioners of the meeting and its secretariat; to everybody else there is nothing here.
    private async Task<(MeetingState Meeting, Actor Actor)?> FindAsync(SessionId session)
    {
        if (await directory.FindAsync(session) is not { } place)
        {
            return null;
        }

        var actor = await doors.ActorAsync(
            (await signIn.GetAuthenticationStateAsync()).User, place.Meeting, role => role is Role.Captioner or Role.Secretariat);
        return actor.Role is Role.Captioner or Role.Secretariat ? (place.Meeting, actor) : null;
    }
}
