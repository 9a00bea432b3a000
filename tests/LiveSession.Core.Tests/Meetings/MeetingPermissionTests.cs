using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Relays;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests.Meetings;

public sealed class MeetingPermissionTests
{
    private static readonly SessionPlan Plan = new("First day", Cast.Morning, Cast.Morning.AddHours(1));
    private static readonly NewLink Link = new(InvitationId.New(), Cast.Member.Id, "hash");

    /// <summary>One of each command a meeting's log can hear.</summary>
    public static ImmutableArray<MeetingCommand> Commands { get; } =
        [
            new CreateMeeting("ab", "Title", "UTC", true, [Plan], []),
            new DescribeMeeting("Title", true),
            new AdoptProcedure(Procedure.IgfMag),
            new ScheduleSession(Plan),
            new RescheduleSession(Cast.Session, Plan),
            new CancelSession(Cast.Session),
            new SetAgenda([]),
            new ImportRoster([new RosterEntry("Ada", "", StakeholderGroup.Unspecified, Role.Member)]),
            new RemoveParticipant(Cast.Member.Id),
            new IssueInvitations([Link], Cast.Morning.AddDays(1), 1),
            new RevokeInvitation(Link.Invitation),
            new RedeemInvitation("hash"),
            new ChangeGlossary([new GlossaryEntry("wg", "Working Group")], []),
            new RegisterObserver(ParticipantId.New(), "Ines", "Rios Libres", Link),
            new IssueCaptionSource(CaptionSourceId.New(), Cast.Session, "Encoder", "floor", "en", CaptionProtocol.Zoom, "hash"),
            new RevokeCaptionSource(CaptionSourceId.New()),
            new AddRelay(Cast.Session, RelayService.Zoom, "wmcc.zoom.us", "floor", "sealed", []),
            new SwitchRelay(RelayId.New(), On: false),
            new RemoveRelay(RelayId.New()),
            new HandInStatement(Cast.Session, "en", "Thank you, Chair.", Cast.Member.Id),
            new WithdrawStatement(Cast.Session, "en", Cast.Member.Id),
        ];

    /// <summary>Those the house's log hears.</summary>
    private static readonly ImmutableArray<MeetingCommand> HouseCommands =
        [
            new RegisterMeeting(MeetingId.New(), "other"),
            new IssueInvitations([Link], Cast.Morning.AddDays(1), 1),
            new RevokeInvitation(Link.Invitation),
            new RedeemInvitation("hash"),
            new MakeRecordKey(new RecordKey("id", "public"), "sealed", Replaces: null),
        ];

    [Fact]
    public void Every_command_is_heard_by_a_meeting_or_by_the_house() =>
        Commands.Concat(HouseCommands).Select(command => command.GetType()).Distinct().ShouldBe(
            new[] { typeof(MeetingCommand).Assembly, typeof(LogEvent).Assembly }
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.IsSubclassOf(typeof(MeetingCommand))),
            ignoreOrder: true);

    [Theory]
    [InlineData(Role.Observer)]
    [InlineData(Role.Member)]
    [InlineData(Role.Captioner)]
    [InlineData(Role.Chair)]
    public void Only_the_secretariat_prepares_a_meeting(Role role)
    {
        foreach (var command in Commands)
        {
            var open = command is RedeemInvitation or RegisterObserver
                || (role is Role.Captioner && command is (IssueCaptionSource or RevokeCaptionSource or ChangeGlossary or AddRelay or SwitchRelay or RemoveRelay));
            if (command is HandInStatement or WithdrawStatement)
            {
                // Everybody's own, and the sample is somebody else's: StatementTests.
                continue;
            }

            (Given.Meeting().When(command, Cast.As(role)).Rejection != Rejections.NotAllowed).ShouldBe(open, command.ToString());
        }

        Given.NoMeeting().When(Commands[0], Cast.As(role)).ThenRefused(Rejections.NotAllowed);
        foreach (var command in HouseCommands)
        {
            (Given.House().When(command, Cast.As(role)).Rejection != Rejections.NotAllowed)
                .ShouldBe(command is RedeemInvitation, command.ToString());
        }
    }

    [Fact]
    public void The_secretariat_may_send_every_command()
    {
        foreach (var command in Commands)
        {
            Given.Meeting().When(command).Rejection.ShouldNotBe(Rejections.NotAllowed);
        }
    }

    [Fact]
    public void A_command_nobody_knows_is_refused()
    {
        Given.Meeting().When(new HireAnOrchestra()).ThenRefused(Rejections.BadArgument("an unknown command"));
        Given.House().When(new HireAnOrchestra()).ThenRefused(Rejections.BadArgument("an unknown command"));
    }

    private sealed record HireAnOrchestra : MeetingCommand;
}
