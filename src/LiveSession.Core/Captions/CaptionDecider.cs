using System.Text.RegularExpressions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Captions;

/// <summary>Decides what captioners ask for. One captioner writes on a track at a time: the one with its pen.</summary>
public static partial class CaptionDecider
{
    /// <summary>
    /// How long after a hand-over whoever had the pen may finish one line: long enough for the hand-over to reach their console and for the
    /// line to come back. Readers saw its beginning, and nothing that readers saw is lost.
    /// </summary>
    public static readonly TimeSpan PartingLine = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Adds a line. The first captioner on a track without a pen gets it with the line; a caption source, which cannot ask for it, gets one
    /// that is offered the same way. Whoever has just lost the pen finishes the one line they were writing, within <see cref="PartingLine"/>.
    /// </summary>
    public static Decision AddLine(SessionState state, AddCaptionLine command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (NotRunning(state) is { } stopped)
        {
            return stopped;
        }

        if (state.OffTheRecord || IsOfAnotherPart(state, command.RecordPart))
        {
            return Rejections.OffTheRecord;
        }

        if (!TrackName().IsMatch(command.Track))
        {
            return Rejections.BadTrack;
        }

        if (!LanguageTag().IsMatch(command.Language))
        {
            return Rejections.BadLanguage;
        }

        var pen = state.Captions.Pens.GetValueOrDefault(command.Track);
        var takes = IsFree(state, command.Track, context.Meeting)
            || (pen!.Offered && pen.Holder != context.By.Id && context.Meeting.CaptionSources.FindWriter(context.By.Id) is not null);
        if (!takes && pen!.Holder != context.By.Id && !IsParting(pen, context))
        {
            return Rejections.PenHeld(pen.Name);
        }

        if (TextFault(command.Text, context.Limits, out var text, out var notice) is { } fault)
        {
            return fault;
        }

        if (text.Length == 0)
        {
            return Rejections.LineEmpty;
        }

        if (SpeakerFault(command.Speaker, context.Limits, out var speaker) is { } speakerFault)
        {
            return speakerFault;
        }

        var line = new CaptionLineAdded(command.Track, command.Language, text, speaker, NotLaterThan(context.At, command.SpokenAt));
        return (takes ? Decision.Accept(new PenTaken(command.Track, context.By.Name, Forced: false), line) : line).WithNotice(notice);
    }

    /// <summary>Corrects a line, while the session is open or after: both texts stand in the log. Without words the line is withdrawn.
    /// Any captioner may: one writes, a colleague reads what was aired. Off the record only a person may, who picks the line out: software
    /// corrects by typing on, and what it types then is not recorded.</summary>
    public static Decision CorrectLine(SessionState state, CorrectCaptionLine command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (state.Captions.FindLine(command.Line) is not { } line)
        {
            return Rejections.UnknownLine;
        }

        // What a captioner or captioning software still has in its memory would bring the words back.
        if (!line.Redactions.IsEmpty)
        {
            return Rejections.LineRedacted;
        }

        var typed = command.RecordPart is not null || context.Meeting.CaptionSources.FindWriter(context.By.Id) is not null;
        if ((typed && state.OffTheRecord) || IsOfAnotherPart(state, command.RecordPart))
        {
            return Rejections.OffTheRecord;
        }

        return TextFault(command.Text, context.Limits, out var text, out var notice) is { } fault
            ? fault
            : ((Decision)new CaptionLineCorrected(command.Line, text)).WithNotice(notice);
    }

    /// <summary>Takes the pen of a track.</summary>
    public static Decision TakePen(SessionState state, TakePen command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (NotRunning(state) is { } stopped)
        {
            return stopped;
        }

        if (!TrackName().IsMatch(command.Track))
        {
            return Rejections.BadTrack;
        }

        var pen = state.Captions.Pens.GetValueOrDefault(command.Track);
        var foreign = !IsFree(state, command.Track, context.Meeting) && pen!.Holder != context.By.Id && !pen.Offered;
        return foreign && !command.Force
            ? Rejections.PenHeld(pen!.Name)
            : new PenTaken(command.Track, context.By.Name, Forced: foreign);
    }

    /// <summary>Offers the pen; the holder writes on until somebody takes it.</summary>
    public static Decision OfferPen(SessionState state, OfferPen command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (NotRunning(state) is { } stopped)
        {
            return stopped;
        }

        return state.Captions.Pens.GetValueOrDefault(command.Track) is { } pen && pen.Holder == context.By.Id
            ? new PenOffered(command.Track)
            : Rejections.NoPen;
    }

    /// <summary>
    /// What readers may see of a line being written: null where the writer may not write on the track. Drafts are no commands: they
    /// leave nothing in the log, and one that is not shown is not missed.
    /// </summary>
    public static CaptionEdit? Draft(SessionState state, string track, CaptionEdit edit, Actor by, SessionLimits limits, MeetingState meeting)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(limits);
        var mayWrite = by.Role is Role.Captioner
            && NotRunning(state) is null
            && TrackName().IsMatch(track)
            && (IsFree(state, track, meeting) || state.Captions.Pens[track].Holder == by.Id)
            && LanguageTag().IsMatch(edit.Language)
            && edit.Text.Length <= limits.LineLength
            && !(edit.Speaker?.Length > limits.NameLength);
        return mayWrite
            ? edit with { Text = CaptionText.Clean(edit.Text).Text, Speaker = edit.Speaker is null ? null : PersonName.Clean(edit.Speaker) }
            : null;
    }

    /// <summary>Whether nobody writes on a track.</summary>
    public static bool IsFree(SessionState state, string track, MeetingState meeting)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Captions.Pens.GetValueOrDefault(track) is not { } pen || IsLeft(pen, meeting);
    }

    /// <summary>Whether a pen lies there: the source that had it was withdrawn, and holds nobody up.</summary>
    public static bool IsLeft(Pen pen, MeetingState meeting)
    {
        ArgumentNullException.ThrowIfNull(pen);
        ArgumentNullException.ThrowIfNull(meeting);
        return meeting.CaptionSources.All.TryGetValue(new CaptionSourceId(pen.Holder.Value), out var source) && source.RevokedAt is not null;
    }

    /// <summary>Whether a track's name is well formed.</summary>
    public static bool IsTrack(string track) => TrackName().IsMatch(track);

    /// <summary>Whether a language's tag is well formed.</summary>
    public static bool IsLanguage(string language) => LanguageTag().IsMatch(language);

    /// <summary>Why nothing can be written in a session; null while it runs.</summary>
    public static Rejection? NotRunning(SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Phase switch
        {
            SessionPhase.Scheduled => Rejections.SessionNotOpen,
            SessionPhase.Closed => Rejections.SessionClosed,
            _ => null,
        };
    }

    // Written before the record was stopped or taken up again: words that nobody can tell from those said off it.
    private static bool IsOfAnotherPart(SessionState state, int? part) => part is not null && part != state.RecordPart;

    private static bool IsParting(Pen pen, SessionContext context) =>
        pen.Parting is { } parting && parting.Writer == context.By.Id && context.At - parting.At <= PartingLine;

    private static Rejection? TextFault(string text, SessionLimits limits, out string clean, out Rejection? notice)
    {
        (clean, notice) = ("", null);
        if (text.Length > limits.LineLength)
        {
            return Rejections.LineTooLong(text.Length, limits.LineLength);
        }

        (clean, var removed) = CaptionText.Clean(text);
        // Some letters become several when they are composed.
        if (clean.Length > limits.LineLength)
        {
            return Rejections.LineTooLong(clean.Length, limits.LineLength);
        }

        notice = removed > 0 ? Rejections.CharactersRemoved(removed) : null;
        return null;
    }

    private static Rejection? SpeakerFault(string? speaker, SessionLimits limits, out string? clean)
    {
        clean = speaker is null ? null : PersonName.Clean(speaker);
        if (clean is "")
        {
            clean = null;
        }

        return clean?.Length > limits.NameLength ? Rejections.TextTooLong(limits.NameLength) : null;
    }

    // A source's clock may be wrong: words cannot be said after they were received.
    private static DateTimeOffset? NotLaterThan(DateTimeOffset now, DateTimeOffset? spoken) => spoken > now ? null : spoken;

    [GeneratedRegex("^[a-z0-9-]{1,35}\\z")]
    private static partial Regex TrackName();

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}\\z")]
    private static partial Regex LanguageTag();
}
