using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Sessions;

public sealed class SessionPermissionTests
{
    private const string Speakers = "Observer Member Chair Secretariat";
    private const string Desk = "Chair Secretariat";

    private static readonly Dictionary<Type, (SessionCommand Command, string Roles)> Matrix =
        new (SessionCommand Command, string Roles)[]
        {
            (new OpenSession(), Desk),
            (new SuspendSession(), Desk),
            (new ResumeSession(), Desk),
            (new CloseSession(), Desk),
            (new TakeUpItem(Cast.Opening.Id), Desk),
            (new GoOffTheRecord(), "Chair"),
            (new GoOnTheRecord(), "Chair"),
            (new RequestFloor(), Speakers),
            (new WithdrawRequest(), Speakers),
            (new YieldFloor(), Speakers),
            (new RequestFloorFor(Cast.Member.Id, "", "", Place.Hall), Desk),
            (new GiveFloor(Cast.Member.Id, 0), "Chair"),
            (new GiveFloorToNext(0), "Chair"),
            (new EndTurn(0), "Chair"),
            (new SetSpeakingTime(null), Desk),
            (new ExtendTurn(TimeSpan.FromMinutes(1), 0), Desk),
            (new PauseClock(0), Desk),
            (new ResumeClock(0), Desk),
            (new MoveRequest(new RequestKey(Cast.Member.Id, SpeechKind.Statement)), Desk),
            (new DeferRequest(), Speakers),
            (new CloseList(), "Chair"),
            (new ReopenList(), "Chair"),
            (new AdmitRequest(new RequestKey(Cast.Member.Id, SpeechKind.Statement)), "Chair"),
            (new GiveLastWord(Cast.Member.Id, 0), "Chair"),
            (new ReAddLastSpeaker(0), "Chair"),
            (new HandOverGavel(Cast.Chair.Id, 0), "Chair"),
            (new TakeGavel(0), "Chair"),
            (new SetProcedure(Procedure.PublicForum), Desk),
            (new EntrustDuty(Cast.Member.Id, Duty.Clock), Desk),
            (new WithdrawDuty(Cast.Member.Id, Duty.Clock), Desk),
            (new AddCaptionLine("en", "en", "Good morning."), "Captioner"),
            (new CorrectCaptionLine(2, "Good morning."), "Captioner Secretariat"),
            (new TakePen("en"), "Captioner"),
            (new OfferPen("en"), "Captioner"),
            (new GivePen("en", Cast.Colleague.Id), "Captioner Secretariat"),
            (new ClaimPen("en", 2), "Captioner"),
            (new SetTakeover("en", TimeSpan.FromSeconds(10)), "Captioner Secretariat"),
            (new DecidePersonalData(2, 0, 4, "PhoneNumber", PublicationChoice.Mask), "Secretariat"),
            (new RedactWords(2, 0, "Good", "Personal data"), "Secretariat"),
            (new DismissAnalysis(AnalysisPart.KeyPhrase, "shared waters"), "Secretariat"),
        }.ToDictionary(row => row.Command.GetType());

    public static TheoryData<string, Role> Cells => new(
        from command in typeof(SessionCommand).Assembly.GetTypes()
        where command.IsSubclassOf(typeof(SessionCommand))
        from role in Enum.GetValues<Role>()
        select (command.Name, role));

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_role_may_send_exactly_its_own_commands(string name, Role role)
    {
        var (command, roles) = Matrix.Values.Single(row => row.Command.GetType().Name == name);
        var allowed = roles.Split(' ').Contains(role.ToString());

        SessionPermissions.Allows(role, command).ShouldBe(allowed);
        SessionPermissions.Allows(role, command.GetType()).ShouldBe(allowed);
        foreach (var given in new[] { Given.ScheduledSession(), Given.OpenSession(), Given.SuspendedSession(), Given.ClosedSession() })
        {
            (given.When(command, Cast.As(role)).Rejection != Rejections.NotAllowed).ShouldBe(allowed);
        }
    }
}
