using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Meetings;

namespace LiveSession.Core.Sessions;

/// <summary>Turns states into what crosses the wire.</summary>
public static class SessionViews
{
    /// <summary>The session as screens show it.</summary>
    public static SessionView ViewOf(SessionState state, MeetingState meeting, PlannedSession planned)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(planned);
        return new SessionView
        {
            Id = planned.Id,
            Meeting = meeting.Id,
            MeetingSlug = meeting.Slug,
            MeetingTitle = meeting.Title,
            Number = planned.Number,
            Title = planned.Title,
            StartsAt = planned.StartsAt,
            EndsAt = planned.EndsAt,
            TimeZone = meeting.TimeZone,
            Position = state.Cursor.Position,
            Phase = state.Phase,
            OpenedAt = state.OpenedAt,
            ClosedAt = state.ClosedAt,
            ResumesAt = state.ResumesAt,
            OffTheRecord = state.OffTheRecord,
            RecordPart = state.RecordPart,
            Agenda = AgendaOf(state, meeting),
            CurrentItem = state.CurrentItem?.Id,
            Floor = ViewOf(state.Floor),
            Pens = [.. state.Captions.Pens.Where(pen => !CaptionDecider.IsLeft(pen.Value, meeting)).Select(pen => new PenView(
                pen.Key, pen.Value.Holder, pen.Value.Name, pen.Value.Since, pen.Value.Offered,
                state.Captions.Takeovers.TryGetValue(pen.Key, out var after) ? after : null))],
            LineCount = state.Captions.Lines.Count,
            Procedure = state.Procedure is { } rules ? ViewOf(rules) : null,
            Gavel = state.Presiding.HeldIn(meeting) is { } gavel ? new GavelView(gavel.Number, gavel.Holder, gavel.Name, gavel.Since) : null,
            Duties = [.. state.Presiding.Duties.Select(duty => new DutyView(duty.Holder, duty.Name, duty.Duty, duty.Until))],
        };
    }

    /// <summary>The rules in force.</summary>
    public static ProcedureView ViewOf(ProcedureSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new ProcedureView(rules.Procedure, rules.Places, rules.Precedence, [.. ProcedureRules.Of(rules.Procedure).Clauses.Select(clause => clause switch
        {
            KindClause c => new ClauseView(c.Source, c.Kind, c.For),
            TimeClause c => new ClauseView(c.Source, c.Kind, Limit: c.Limit),
            _ => new ClauseView(clause.Source),
        })]);
    }

    // An item taken off the agenda while it is discussed is still what is discussed.
    private static ImmutableArray<AgendaItemView> AgendaOf(SessionState state, MeetingState meeting) =>
        state.CurrentItem is { } current && meeting.Agenda.All(item => item.Id != current.Id) ? [.. meeting.Agenda, current] : meeting.Agenda;

    /// <summary>The session in a list.</summary>
    public static SessionSummary SummaryOf(SessionState state, MeetingState meeting, PlannedSession planned)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(planned);
        return new SessionSummary(
            planned.Id, meeting.Slug, meeting.Title, planned.Number, planned.Title, planned.StartsAt, planned.EndsAt, meeting.TimeZone,
            state.Phase, state.Captions.Lines.Count);
    }

    /// <summary>The floor and its queue.</summary>
    public static FloorView ViewOf(FloorState floor)
    {
        ArgumentNullException.ThrowIfNull(floor);
        return new FloorView(
            floor.TurnCount, floor.Speaking is { } turn ? ViewOf(floor, turn) : null, [.. floor.Queue.Select((request, index) => ViewOf(floor, request) with { MayPassUp = MayPassUp(floor.Queue, index) })], floor.SpeakingTime)
        {
            Aside = [.. floor.Aside.Select(aside => new AsideView(ViewOf(floor, aside.Request), aside.Reason))],
            KindLimits = [.. floor.KindLimits.Select(limit => new KindLimit(limit.Key, limit.Value))],
            ListClosesAt = floor.ListClosesAt,
            SpokeLast = floor.SpokeLast is { } last ? ViewOf(last.Speaker) : null,
        };
    }

    private static TurnView ViewOf(FloorState floor, Turn turn) => new(
        turn.Number, ViewOf(turn.Speaker), turn.Since, turn.Kind, turn.OnBehalfOf, Answered(floor, turn.Answers), turn.Spoken,
        floor.LimitOf(turn), turn.Stood, turn.StandsSince);

    private static FloorRequestView ViewOf(FloorState floor, FloorRequest request) => new(
        ViewOf(request.Speaker), request.Note, request.At, request.Kind, request.OnBehalfOf, Answered(floor, request.Answers), request.Spoken is not null);

    private static bool MayPassUp(ImmutableList<FloorRequest> queue, int index) => index > 0 && FloorOrder.MayPass(queue[index], queue[index - 1]);

    private static string? Answered(FloorState floor, int? turn) => turn is { } number ? floor.Turns[number - 1].Speaker.Name : null;

    /// <summary>A caption line as it stands.</summary>
    public static CaptionLineView ViewOf(CaptionLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var former = line.Text.Length == 0 || line.Former == line.Text ? null : line.Former;
        return new CaptionLineView(line.Number, line.Track, line.Language, line.Text, line.Speaker, line.At, line.CorrectedAt is not null, former);
    }

    internal static SpeakerView ViewOf(Speaker speaker) => new(speaker.Id, speaker.Name, speaker.Affiliation, speaker.Place);
}
