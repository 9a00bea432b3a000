using System.Text.Json;
using CsCheck;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Sessions;

/// <summary>What somebody tries next, before it is known what the session is like by then.</summary>
/// <param name="Actor">Who, as an index.</param>
/// <param name="What">Which command, as an index.</param>
/// <param name="Choice">Which of whatever the command chooses from.</param>
/// <param name="Stale">Whether a chair's screen is out of date.</param>
/// <param name="Seconds">How long after the move before; sometimes no time passes at all.</param>
internal sealed record Move(int Actor, int What, int Choice, bool Stale, int Seconds)
{
    /// <summary>Mostly an opened session, with every command equally likely after that.</summary>
    public static Gen<Move[]> Sequences { get; } =
        Gen.Select(
            Gen.Int[0, 7], Gen.Int[0, 52], Gen.Int[0, 11], Gen.Bool, Gen.Int[0, 90],
            (actor, what, choice, stale, seconds) => new Move(actor, what, choice, stale && choice % 2 == 0, seconds)).Array[0, 80];
}

/// <summary>A session as moves of several people made it: decided one after another, as the product does.</summary>
internal sealed class Play
{
    private static readonly ImmutableArray<Actor> Actors =
        [Cast.Chair, Cast.Chair, Cast.Secretariat, Cast.Captioner, Cast.Colleague, Cast.Member, Cast.Observer, Actor.Anonymous];

    private static readonly string[] Tracks = ["en", "fr", "BAD"];
    private static readonly string[] Words = ["Good morning.", "", " \u202E", "Merci\u202E, Madame.", "\u0634\u0643\u0631\u0627", "\U0001F30D"];

    private readonly List<StoredEvent> _stored = [];
    private readonly List<SessionState> _states = [SessionState.Empty];
    private string _hash = HashChain.Start;

    private Play()
    {
    }

    /// <summary>The log, as a store would hold it.</summary>
    public IReadOnlyList<StoredEvent> Stored => _stored;

    /// <summary>The state before the first event and after each one.</summary>
    public IReadOnlyList<SessionState> States => _states;

    /// <summary>How many commands were accepted.</summary>
    public int Accepted { get; private set; }

    public SessionState State => _states[^1];

    public static Play Of(Move[] moves)
    {
        var (play, now) = (new Play(), Cast.Morning);
        for (var index = 0; index < moves.Length; index++)
        {
            now = now.AddSeconds(moves[index].Seconds);
            // Every second play begins with the gavel, or most would stay outside.
            var move = index == 0 && moves[0].Choice > 2 ? moves[0] with { Actor = 0, What = 0 } : moves[index];
            play.Try(move, now, CommandId.From(new Guid(index + 1, 0, 0, new byte[8])));
        }

        return play;
    }

    /// <summary>A state as text, so that states can be compared as wholes.</summary>
    public static string TextOf(SessionState state) => JsonSerializer.Serialize(state, ProtocolJson.Options);

    private void Try(Move move, DateTimeOffset now, CommandId id)
    {
        var (command, limits) = (CommandFor(move, State, now), new SessionLimits { QueueLength = 10 });
        var allowed = Actors.RemoveAll(actor => !SessionPermissions.Allows(actor.Role, command));
        // Mostly somebody who may, or plays would be little but refusals.
        var by = move.Choice == 11 ? Actors[move.Actor] : allowed[move.Actor % allowed.Length];
        var decision = SessionDecider.Decide(State, command, new SessionContext(id, by, now, Cast.Session, Cast.Programme, limits));
        Accepted += decision.Rejection is null ? 1 : 0;
        foreach (var happened in decision.Events)
        {
            Append(new NewEvent(now, by.Id, id, happened));
        }
    }

    private void Append(NewEvent happened)
    {
        var (log, position) = (LogId.Of(Cast.Session), new LogPosition(Cast.Session.Value, _stored.Count + 1));
        var canonical = EventCodec.Encode(log, position, happened);
        _hash = HashChain.Next(_hash, canonical);
        _stored.Add(new StoredEvent(canonical, _hash));
        _states.Add(State.Apply(new LoggedEvent(log, position, happened.At, happened.By, happened.Command, happened.Event, _hash)));
    }

    private static RequestKey AnyKey(SessionState state, int choice) =>
        state.Floor.Queue is { Count: > 0 } queue ? queue[choice % queue.Count].Key : new RequestKey(Cast.Stranger, SpeechKind.Statement);

    private static SessionCommand CommandFor(Move move, SessionState state, DateTimeOffset now)
    {
        var afterTurn = state.Floor.TurnCount - (move.Stale ? 1 : 0);
        var track = Tracks[move.Choice % 5 == 4 ? 2 : move.Choice % 2];
        return move.What switch
        {
            0 => new OpenSession(),
            1 => new SuspendSession(move.Stale ? now.AddHours(1) : null),
            2 or 3 => new ResumeSession(),
            4 => move.Choice < 2 ? new CloseSession() : new OpenSession(),
            5 => new GoOffTheRecord(),
            6 or 7 => new GoOnTheRecord(),
            8 => new TakeUpItem(move.Choice % 2 == 0 ? Cast.Opening.Id : Cast.Debate.Id),
            9 or 10 or 11 => new RequestFloor(Words[move.Choice % Words.Length], (SpeechKind)(move.Seconds % 5)),
            12 or 13 => new RequestFloorFor(null, Words[move.Choice % Words.Length], "Hall", Place.Hall, Kind: (SpeechKind)(move.Seconds % 5)),
            14 => new RequestFloorFor(Actors[move.Choice % 7].Id, "", "", Place.Hall),
            15 => new WithdrawRequest(),
            16 => new WithdrawRequest(Actors[move.Choice % 7].Id),
            17 or 18 => new GiveFloorToNext(afterTurn),
            19 => new GiveFloor(state.Floor.Queue is { Count: > 0 } queue ? queue[move.Choice % queue.Count].Speaker.Id : Cast.Stranger, afterTurn),
            20 => new EndTurn(afterTurn),
            21 => new YieldFloor(),
            22 => new SetSpeakingTime(TimeSpan.FromSeconds(move.Choice * 5)),
            23 or 24 or 25 => new AddCaptionLine(
                track, "en", Words[move.Choice % Words.Length], move.Choice == 7 ? "The Chair" : null, move.Stale ? now.AddSeconds(-30) : null),
            26 => new CorrectCaptionLine(state.Captions.Lines is { Count: > 0 } lines ? lines[move.Choice % lines.Count].Number : 1, "Corrected."),
            27 => new TakePen(track, move.Stale),
            28 => move.Stale ? new GivePen(track, Actors[3 + (move.Choice % 2)].Id, move.Choice > 5) : new OfferPen(track),
            29 => new MoveRequest(AnyKey(state, move.Choice), move.Stale ? null : AnyKey(state, move.Seconds)),
            30 => new DeferRequest(move.Stale ? null : AnyKey(state, move.Choice).Of),
            31 => new CloseList(move.Stale ? TimeSpan.FromSeconds(move.Seconds) : null),
            32 or 33 => new ReopenList(),
            34 or 35 => new AdmitRequest(state.Floor.Aside is { Count: > 0 } aside ? aside[move.Choice % aside.Count].Request.Key : AnyKey(state, move.Choice)),
            36 => new GiveLastWord(AnyKey(state, move.Choice).Of, afterTurn),
            37 => new ReAddLastSpeaker(afterTurn),
            38 => new ExtendTurn(TimeSpan.FromSeconds(move.Choice * 5), afterTurn),
            39 => new PauseClock(afterTurn),
            40 => new ResumeClock(afterTurn),
            41 => new SetSpeakingTime(move.Stale ? null : TimeSpan.FromSeconds(move.Choice * 5), (SpeechKind)(move.Seconds % 5)),
            42 => new TakeGavel(state.Presiding.Gavel?.Number ?? 0),
            43 => new HandOverGavel(Actors[move.Choice % 7].Id, move.Stale ? 0 : state.Presiding.Gavel?.Number ?? 0),
            44 => new EntrustDuty(Actors[move.Choice % 7].Id, (Duty)(move.Seconds % 3), move.Stale ? TimeSpan.FromMinutes(2) : null),
            46 => new SetProcedure((Procedure)(move.Seconds % 7), move.Stale ? (PlaceOrder)(move.Choice % 3) : null, move.Choice > 5 ? (Precedence)(move.Choice % 3) : null),
            45 => new WithdrawDuty(Actors[move.Choice % 7].Id, (Duty)(move.Seconds % 3)),
            47 => new DecidePersonalData(
                state.Captions.Lines is { Count: > 0 } said ? said[move.Choice % said.Count].Number : 1, move.Seconds % 3, 1 + (move.Choice % 3), "PhoneNumber",
                move.Stale ? PublicationChoice.Keep : PublicationChoice.Mask),
            48 => new DismissAnalysis((AnalysisPart)(move.Choice % 3), Words[move.Choice % Words.Length], move.Stale),
            _ => new AddCaptionLine("en", "en", "And so on."),
        };
    }
}
