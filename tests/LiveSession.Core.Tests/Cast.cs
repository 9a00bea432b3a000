using LiveSession.Core.Floor;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests;

/// <summary>The people and the meeting that the examples play with.</summary>
internal static class Cast
{
    public static DateTimeOffset Morning { get; } = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    public static MeetingId Meeting { get; } = MeetingId.From(Guid.Parse("0197a000-0000-7000-8000-00000000000a"));

    public static SessionId Session { get; } = SessionId.From(Guid.Parse("0197a000-0000-7000-8000-00000000000b"));

    public static Actor Chair { get; } = new(Person(1), Role.Chair, "Amina Diallo", "Chair of the Working Group");

    public static Actor Secretariat { get; } = new(Person(2), Role.Secretariat, "Jonas Weber", "");

    public static Actor Captioner { get; } = new(Person(3), Role.Captioner, "Lena Fisher", "");

    public static Actor Colleague { get; } = new(Person(4), Role.Captioner, "Omar Haddad", "");

    public static Actor ViceChair { get; } = new(Person(7), Role.Chair, "Lin Hua", "First Vice-Chair");

    public static Actor SecondViceChair { get; } = new(Person(8), Role.Chair, "Piet Smit", "Second Vice-Chair");

    public static Actor Member { get; } = new(Person(5), Role.Member, "Rosa Quispe", "Peru");

    public static Actor Observer { get; } = new(Person(6), Role.Observer, "Tomasz Nowak", "Open Cables Foundation");

    public static ParticipantId Stranger { get; } = Person(99);

    public static Speaker Rosa { get; } = new(Member.Id, Member.Name, Member.Affiliation, Place.Remote);

    public static Speaker Tomasz { get; } = new(Observer.Id, Observer.Name, Observer.Affiliation, Place.Remote);

    public static AgendaItemView Opening { get; } = new(Item(1), "1", "Opening of the session");

    public static AgendaItemView Debate { get; } = new(Item(2), "2 (a)", "General debate");

    public static PlannedSession Planned { get; } =
        new(Session, 3, "Third session, morning", Morning, Morning.AddHours(3));

    /// <summary>A meeting with one session, two agenda items and everybody above on its roster.</summary>
    public static MeetingState Programme { get; } = new GivenMeeting(MeetingState.Empty)
        .And(new MeetingCreated("shared-waters", "Working Group on Shared Waters", "Europe/Zurich", Public: true))
        .And(new SessionScheduled(Session, Planned.Number, Planned.Title, Planned.StartsAt, Planned.EndsAt))
        .And(new AgendaSet([Opening, Debate]))
        .And([.. new[] { Chair, Secretariat, Captioner, Colleague, Member, Observer }.Select(Listing)])
        .State;

    /// <summary>The same with two vice-chairs on the roster, in this order.</summary>
    public static MeetingState WithViceChairs { get; } = new GivenMeeting(Programme).And(Listing(ViceChair), Listing(SecondViceChair)).State;

    public static Actor As(Role role) => role switch
    {
        Role.Observer => Observer,
        Role.Member => Member,
        Role.Captioner => Captioner,
        Role.Chair => Chair,
        Role.Secretariat => Secretariat,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static ParticipantListed Listing(Actor actor) =>
        new(actor.Id, actor.Name, actor.Affiliation, StakeholderGroup.Unspecified, actor.Role, null, SelfRegistered: false);

    public static ParticipantId Person(int number) => ParticipantId.From(Numbered(0x10, number));

    private static AgendaItemId Item(int number) => AgendaItemId.From(Numbered(0x20, number));

    private static Guid Numbered(byte kind, int number) => new(0x0197a000, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, kind, (byte)number);
}
