using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;

namespace LiveSession.Core.Relays;

/// <summary>Decides which captions go where. The secretariat and the captioners may; whether an address may be written to was checked before.</summary>
public static class RelayDecider
{
    /// <summary>How many relays a session takes.</summary>
    public const int MostOfASession = 8;

    /// <summary>What comes of adding a relay.</summary>
    public static Decision Add(MeetingState state, AddRelay command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var fault = !state.Sessions.ContainsKey(command.Session) ? Rejections.UnknownSession
            : !CaptionDecider.IsTrack(command.Track) ? Rejections.BadTrack
            : state.Relays.Of(command.Session).Count() >= MostOfASession ? Rejections.TooManyRelays(MostOfASession)
            : state.Relays.Of(command.Session).Any(relay => !command.Compared.Contains(relay.Id)) ? Rejections.RelaysChanged
            : null;
        return fault is not null
            ? fault
            : new RelayAdded(
                RelayId.From(DerivedId.From(context.Command, "relay")), command.Session, command.Service, command.Host, command.Track, command.SealedAddress);
    }

    /// <summary>What comes of starting or stopping one; what is so already stays so.</summary>
    public static Decision Switch(MeetingState state, SwitchRelay command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return state.Relays.Find(command.Relay) switch
        {
            null => Rejections.UnknownRelay,
            { } relay when relay.On == command.On => Decision.Accept(),
            _ => command.On ? new RelayStarted(command.Relay) : new RelayStopped(command.Relay),
        };
    }

    /// <summary>What comes of taking one away.</summary>
    public static Decision Remove(MeetingState state, RemoveRelay command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return state.Relays.Find(command.Relay) is null ? Rejections.UnknownRelay : new RelayRemoved(command.Relay);
    }
}

/// <summary>Relays a session's captions, from the next line on.</summary>
/// <param name="Session">The session.</param>
/// <param name="Service">What kind of service it is.</param>
/// <param name="Host">Its host.</param>
/// <param name="Track">Which caption channel.</param>
/// <param name="SealedAddress">The address, encrypted.</param>
/// <param name="Compared">
/// The session's relays that were found to go elsewhere. Addresses can be compared only where they are decrypted; what was added since is not among these.
/// </param>
public sealed record AddRelay(
    SessionId Session, RelayService Service, string Host, string Track, string SealedAddress, ImmutableArray<RelayId> Compared) : MeetingCommand;

/// <summary>Starts or stops a relay.</summary>
/// <param name="Relay">Which.</param>
/// <param name="On">Whether it is meant to run.</param>
public sealed record SwitchRelay(RelayId Relay, bool On) : MeetingCommand;

/// <summary>Takes a relay away.</summary>
/// <param name="Relay">Which.</param>
public sealed record RemoveRelay(RelayId Relay) : MeetingCommand;
