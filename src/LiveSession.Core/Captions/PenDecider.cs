using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Captions;

/// <summary>
/// Decides the ways in which the pen changes hands without whoever gets it asking for it: put on air by a colleague, by an EBU-TT Live
/// control token, after a silence.
/// </summary>
public static class PenDecider
{
    /// <summary>The shortest silence after which the pen may go on.</summary>
    public static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(2);

    /// <summary>The longest silence that can be set.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    /// <summary>Puts a source or a captioner on air.</summary>
    public static Decision Give(SessionState state, GivePen command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (FaultIn(state, command.Track) is { } fault)
        {
            return fault;
        }

        if (WriterName(command.To, context) is not { } name)
        {
            return Rejections.NobodyToWrite;
        }

        var pen = state.Captions.Pens.GetValueOrDefault(command.Track);
        var foreign = pen is { Offered: false } && pen.Holder != context.By.Id && pen.Holder != command.To;
        return foreign && !command.Force
            ? Rejections.PenHeld(pen!.Name)
            : new PenGiven(command.Track, command.To, name, Forced: foreign);
    }

    /// <summary>The largest control token: however often the pen is taken after it, there is one above.</summary>
    public const long LargestToken = long.MaxValue / 2;

    /// <summary>Hands over by control token: to a higher one; whoever has the pen may lower theirs.</summary>
    public static Decision Claim(SessionState state, ClaimPen command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (FaultIn(state, command.Track) is { } fault)
        {
            return fault;
        }

        if (command.Token > LargestToken)
        {
            return Rejections.BadArgument($"a control token is at most {LargestToken.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }

        return state.Captions.Pens.GetValueOrDefault(command.Track) switch
        {
            { } pen when pen.Holder == context.By.Id && pen.Token == command.Token => Decision.Accept(),
            { } pen when pen.Holder != context.By.Id && pen.Token >= command.Token => Rejections.TokenNotHigher(pen.Name),
            _ => new PenClaimed(command.Track, context.By.Name, command.Token),
        };
    }

    /// <summary>Takes the pen from whoever is silent, where that was set.</summary>
    public static Decision TakeOver(SessionState state, TakeOverPen command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (FaultIn(state, command.Track) is { } fault)
        {
            return fault;
        }

        if (state.Captions.Pens.GetValueOrDefault(command.Track) is not { } pen || pen.Holder == context.By.Id)
        {
            return Rejections.NoPen;
        }

        // Who has just got the pen has not been silent with it yet.
        var silent = state.Captions.Takeovers.TryGetValue(command.Track, out var after) && command.Silence >= after && context.At - pen.Since >= after;
        return silent ? new PenTakenOver(command.Track, context.By.Name, command.Silence) : Rejections.NotSilent(pen.Name);
    }

    /// <summary>Sets the silence.</summary>
    public static Decision SetTakeover(SessionState state, SetTakeover command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (FaultIn(state, command.Track) is { } fault)
        {
            return fault;
        }

        return command.After is { } after && (after < ShortestSilence || after > LongestSilence)
            ? Rejections.TakeoverOutOfRange
            : new TakeoverSet(command.Track, command.After);
    }

    private static Rejection? FaultIn(SessionState state, string track) =>
        CaptionDecider.NotRunning(state) ?? (CaptionDecider.IsTrack(track) ? null : Rejections.BadTrack);

    private static string? WriterName(ParticipantId writer, SessionContext context) =>
        context.Meeting.CaptionSources.FindWriter(writer) is { } source && source.Session == context.Session ? source.Name
        : context.Meeting.Participants.TryGetValue(writer, out var listed) && listed.Role is Role.Captioner ? listed.Name
        : null;
}

/// <summary>Takes the pen from whoever is silent. The server sends it for a source or captioner that writes meanwhile: only it hears who is silent.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Silence">How long nothing came from whoever has the pen: neither a line nor a word.</param>
public sealed record TakeOverPen(string Track, TimeSpan Silence) : SessionCommand;
