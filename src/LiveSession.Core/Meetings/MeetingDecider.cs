using System.Text.RegularExpressions;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Relays;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Meetings;

/// <summary>Decides what happens to a meeting's programme, agenda, roster and links. All of it is the secretariat's, except opening a link, naming oneself, what captioners prepare, and the texts speakers hand in.</summary>
public static partial class MeetingDecider
{
    private static readonly ImmutableArray<Func<AgendaItemView, AgendaItemPlan, bool>> Likenesses =
    [
        (item, plan) => item.Number == plan.Number && item.Title == plan.Title,
        (item, plan) => plan.Number.Length > 0 && item.Number == plan.Number,
        (item, plan) => item.Title == plan.Title,
    ];

    /// <summary>What comes of a command in this state.</summary>
    public static Decision Decide(MeetingState state, MeetingCommand command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (state.Cursor.Sequence == 0 && command is not CreateMeeting)
        {
            return Rejections.UnknownMeeting;
        }

        if (!Allows(context.By.Role, command))
        {
            return Rejections.NotAllowed;
        }

        return command switch
        {
            CreateMeeting c => state.Cursor.Sequence > 0 ? Rejections.SlugTaken : Create(c, context),
            DescribeMeeting c => TitleFault(c.Title, "title", context) is { } fault ? fault : new MeetingDescribed(PersonName.Clean(c.Title), c.Public),
            AdoptProcedure c => c.Procedure == state.Procedure ? Rejections.ProcedureUnchanged : new ProcedureAdopted(c.Procedure),
            ScheduleSession c => (CountFault(state.Sessions.Count + 1, context) ?? PlanFault(c.Plan, context)) is { } fault
                ? fault
                : Scheduled(c.Plan, state.SessionCount + 1, context),
            RescheduleSession c => Reschedule(state, c, context),
            CancelSession c => Cancel(state, c, context),
            SetAgenda c => ItemsFault(c.Items, context) is { } fault ? fault : new AgendaSet(ItemsFrom(c.Items, state.Agenda, context)),
            ImportRoster c => RosterDecider.Import(state, c, context),
            RemoveParticipant c => RosterDecider.Remove(state, c),
            RegisterObserver c => RosterDecider.Register(state, c, context),
            IssueInvitations c => RosterDecider.Issue(state, c),
            RedeemInvitation c => InvitationDecider.Redeem(state.Invitations, c, context.At),
            ChangeGlossary c => GlossaryDecider.Change(state, c, context),
            RevokeInvitation c => InvitationDecider.Revoke(state.Invitations, c),
            IssueCaptionSource c => CaptionSourceDecider.Issue(state, c, context),
            RevokeCaptionSource c => CaptionSourceDecider.Revoke(state, c, context),
            AddRelay c => RelayDecider.Add(state, c, context),
            SwitchRelay c => RelayDecider.Switch(state, c),
            RemoveRelay c => RelayDecider.Remove(state, c),
            HandInStatement c => StatementDecider.HandIn(state, c, context),
            WithdrawStatement c => StatementDecider.Withdraw(state, c, context),
            _ => Rejections.BadArgument("an unknown command"),
        };
    }

    /// <summary>Whether the role includes the command: all are the secretariat's, some are others' too.</summary>
    public static bool Allows(Role role, MeetingCommand command) => command switch
    {
        RedeemInvitation or RegisterObserver => true,
        IssueCaptionSource or RevokeCaptionSource or ChangeGlossary or AddRelay or SwitchRelay or RemoveRelay => role is Role.Secretariat or Role.Captioner,
        HandInStatement or WithdrawStatement => role is not Role.Captioner,
        _ => role is Role.Secretariat,
    };

    /// <summary>Whether a short name is well formed: 2 to 60 lower-case letters, digits and inner hyphens.</summary>
    public static bool IsSlug(string slug) => SlugPattern().IsMatch(slug);

    private static Decision Create(CreateMeeting command, MeetingContext context)
    {
        var fault = !IsSlug(command.Slug) ? Rejections.BadSlug
            : !TimeZoneInfo.TryFindSystemTimeZoneById(command.TimeZone, out var zone) || !zone.HasIanaId ? Rejections.UnknownTimeZone(command.TimeZone)
            : TitleFault(command.Title, "title", context)
                ?? (command.Sessions.Length == 0 ? Rejections.Missing("a session") : CountFault(command.Sessions.Length, context))
                ?? command.Sessions.Select(plan => PlanFault(plan, context)).FirstOrDefault(found => found is not null)
                ?? ItemsFault(command.Agenda, context);
        if (fault is not null)
        {
            return fault;
        }

        var sessions = command.Sessions.OrderBy(plan => plan.StartsAt).Select((plan, index) => Scheduled(plan, index + 1, context));
        return Decision.Accept(
            [
                new MeetingCreated(command.Slug, PersonName.Clean(command.Title), command.TimeZone, command.Public),
                .. sessions,
                new AgendaSet(ItemsFrom(command.Agenda, [], context)),
            ]);
    }

    private static SessionScheduled Scheduled(SessionPlan plan, int number, MeetingContext context) =>
        new(SessionId.From(DerivedId.From(context.Command, "session", number)), number, PersonName.Clean(plan.Title), plan.StartsAt, plan.EndsAt);

    private static Decision Reschedule(MeetingState state, RescheduleSession command, MeetingContext context)
    {
        if (!state.Sessions.ContainsKey(command.Session))
        {
            return Rejections.UnknownSession;
        }

        return PlanFault(command.Plan, context) is { } fault
            ? fault
            : new SessionRescheduled(command.Session, PersonName.Clean(command.Plan.Title), command.Plan.StartsAt, command.Plan.EndsAt);
    }

    private static Decision Cancel(MeetingState state, CancelSession command, MeetingContext context) =>
        !state.Sessions.ContainsKey(command.Session) ? Rejections.UnknownSession
        : context.Begun(command.Session) ? Rejections.SessionHasBegun
        : new SessionCancelled(command.Session);

    private static Rejection? CountFault(int sessions, MeetingContext context) =>
        sessions > context.Limits.ListLength ? Rejections.TooMany("sessions", context.Limits.ListLength) : null;

    private static Rejection? PlanFault(SessionPlan plan, MeetingContext context) =>
        TitleFault(plan.Title, "the session's title", context) ?? (plan.EndsAt <= plan.StartsAt ? Rejections.EndsBeforeItStarts : null);

    private static Rejection? ItemsFault(ImmutableArray<AgendaItemPlan> items, MeetingContext context) =>
        items.Length > context.Limits.ListLength
            ? Rejections.TooMany("agenda items", context.Limits.ListLength)
            : items.Select(item => TitleFault(item.Title, "the agenda item's title", context)
                ?? (item.Number.Length > context.Limits.NameLength ? Rejections.TextTooLong(context.Limits.NameLength) : null))
                .FirstOrDefault(found => found is not null);

    private static Rejection? TitleFault(string title, string what, MeetingContext context) =>
        PersonName.Clean(title).Length == 0 ? Rejections.Missing(what)
        : title.Length > context.Limits.TitleLength ? Rejections.TextTooLong(context.Limits.TitleLength)
        : null;

    // An item that stays, or is renamed under its number, or renumbered under its title, keeps its id, so that sessions that took it
    // up still know it. Each id is given once, to the item that is most like the one it was.
    private static ImmutableArray<AgendaItemView> ItemsFrom(
        ImmutableArray<AgendaItemPlan> items, ImmutableArray<AgendaItemView> before, MeetingContext context)
    {
        var clean = items.Select(item => new AgendaItemPlan(PersonName.Clean(item.Number), PersonName.Clean(item.Title))).ToArray();
        var known = before.ToList();
        var ids = new AgendaItemId?[clean.Length];
        foreach (var isSame in Likenesses)
        {
            for (var index = 0; index < clean.Length; index++)
            {
                if (ids[index] is null && known.Find(item => isSame(item, clean[index])) is { } kept)
                {
                    ids[index] = kept.Id;
                    known.Remove(kept);
                }
            }
        }

        return [.. clean.Select((item, index) => new AgendaItemView(
            ids[index] ?? AgendaItemId.From(DerivedId.From(context.Command, "agenda-item", index)), item.Number, item.Title))];
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])\\z")]
    private static partial Regex SlugPattern();
}
