namespace LiveSession.Core.Tests.Protocol;

/// <summary>One value of every type that crosses the wire, with every member filled in.</summary>
internal static class WireSamples
{
    private static readonly Guid Epoch = Guid.Parse("0197a000-0000-7000-8000-0000000000ee");
    private static readonly DateTimeOffset Evening = Cast.Morning.AddHours(9);
    private static readonly LogPosition Position = new(Epoch, 42);
    private static readonly CommandId Command = CommandId.From(Guid.Parse("0197a000-0000-7000-8000-0000000000c1"));
    private static readonly InvitationId Invitation = InvitationId.From(Guid.Parse("0197a000-0000-7000-8000-0000000000d1"));
    private static readonly Rejection Refusal = Rejections.PenHeld("Lena Fisher");
    private static readonly SpeakerView Rosa = new(Cast.Member.Id, "Rosa Quispe", "Peru", Place.Remote);
    private static readonly SpeakerView Tomasz = new(Cast.Observer.Id, "Tomasz Nowak", "Open Cables Foundation", Place.Hall);
    private static readonly FloorRequestView Request =
        new(Tomasz, "on paragraph 4", Cast.Morning.AddMinutes(2), SpeechKind.RightOfReply, "Group of 77 and China", "Rosa Quispe", Continues: true);
    private static readonly TurnView Turn =
        new(1, Rosa, Cast.Morning.AddMinutes(1), SpeechKind.Reply, "Andean Community", "Lin Hua", TimeSpan.FromSeconds(75),
            TimeSpan.FromMinutes(4), TimeSpan.FromSeconds(20), Cast.Morning.AddMinutes(3));
    private static readonly RequestKey Key = new(Cast.Member.Id, SpeechKind.PointOfOrder);
    private static readonly AsideView Aside = new(Request with { Continues = false }, AsideReason.LastWord);
    private static readonly KindLimit Limit = new(SpeechKind.RightOfReply, TimeSpan.FromMinutes(5));
    private static readonly FloorView Floor = new(1, Turn, [Request], TimeSpan.FromMinutes(3))
    {
        Aside = [Aside],
        KindLimits = [Limit],
        ListClosesAt = Cast.Morning.AddMinutes(30),
        SpokeLast = Tomasz,
    };
    private static readonly PlaceShare AtPlace = new(Place.Remote, 6, 7, 5, TimeSpan.FromSeconds(95), TimeSpan.FromMinutes(12));
    private static readonly GroupShare OfGroup = new(StakeholderGroup.CivilSociety, 11, 8, TimeSpan.FromMinutes(12), 5, 6);
    private static readonly FloorShares Shares = new([AtPlace], [OfGroup]) { People = 12, Turns = 8, SpeakingTime = TimeSpan.FromMinutes(12) };
    private static readonly ClauseView Clause = new("ICANN Public Forum", SpeechKind.Reply, Askers.Members, TimeSpan.FromMinutes(2));
    private static readonly ProcedureView Rules = new(Procedure.PublicForum, PlaceOrder.Alternating, Precedence.MembersFirst, [Clause]);
    private static readonly GavelView Gavel = new(2, Cast.Chair.Id, "Amina Diallo", Cast.Morning);
    private static readonly DutyView Entrusted = new(Cast.Member.Id, "Rosa Quispe", Duty.Clock, Cast.Morning.AddHours(1));
    private static readonly PenView Pen = new("floor", Cast.Captioner.Id, "Lena Fisher", Cast.Morning, Offered: true, TimeSpan.FromSeconds(10));

    private static readonly CaptionLineView Line =
        new(41, "floor", "ar", "\u0634\u0643\u0631\u0627 \u2013 \"merci\" & <thanks>", "Rosa Quispe", Cast.Morning.AddMinutes(3), Corrected: true, Former: "sukran");

    private static readonly CaptionCorrectionView Correction = new(41, "\u0634\u0643\u0631\u0627");
    private static readonly CaptionDraft Draft = new("floor", 8, 7, 12, " and so", "en", "Rosa Quispe");
    private static readonly NewsItem Item = new(Line, Correction);
    private static readonly SessionNews News = new(Epoch, 40, [Item, new NewsItem()]);
    private static readonly PanelView Panel = new("floor", "<p>Rosa Quispe</p>", 42);

    private static readonly SessionSummary Summary = new(
        Cast.Session, "shared-waters", "Working Group on Shared Waters", 3, "Third session, morning",
        Cast.Morning, Cast.Morning.AddHours(3), "Europe/Zurich", SessionPhase.Suspended, 17);

    private static readonly SilentTrackView Silent = new("floor", Cast.Morning.AddMinutes(4));

    private static readonly SessionView Session = new()
    {
        Id = Cast.Session,
        Meeting = Cast.Meeting,
        MeetingSlug = "shared-waters",
        MeetingTitle = "Working Group on Shared Waters",
        Number = 3,
        Title = "Third session, morning",
        StartsAt = Cast.Morning,
        EndsAt = Cast.Morning.AddHours(3),
        TimeZone = "Europe/Zurich",
        Position = Position,
        Phase = SessionPhase.Open,
        OpenedAt = Cast.Morning,
        ClosedAt = Cast.Morning.AddHours(3),
        ResumesAt = Cast.Morning.AddHours(1),
        OffTheRecord = true,
        RecordPart = 1,
        Agenda = [Cast.Opening, Cast.Debate],
        CurrentItem = Cast.Debate.Id,
        Floor = Floor,
        Procedure = Rules,
        Gavel = Gavel,
        Duties = [Entrusted],
        Pens = [Pen],
        LineCount = 17,
        SilentTracks = [Silent],
        Unrecorded = true,
    };

    private static readonly CaptionSourceView Source = new(
        CaptionSourceId.From(Guid.Parse("0197a000-0000-7000-8000-000000005001")), Cast.Session, "Encoder in the hall", "floor", "en",
        CaptionProtocol.StreamText, Cast.Captioner.Id, Cast.Morning, Evening);

    private static readonly RosterEntry Entry = new("Rosa Quispe", "Peru", StakeholderGroup.Government, Role.Member, "rosa@example.org");
    private static readonly RosterFault Fault = new(7, "role", "unknown-role", "There is no role referee.", "referee");
    private static readonly RosterEntryView Listed = new(Cast.Member.Id, "Rosa Quispe", "Peru", StakeholderGroup.CivilSociety, Role.Member, "rosa@example.org");
    private static readonly InvitationView Link = new(Invitation, Cast.Member.Id, Role.Member, Cast.Morning, Evening, 1, 5, Evening);
    private static readonly SessionPlan Plan = new("Third session, morning", Cast.Morning, Cast.Morning.AddHours(3));
    private static readonly AgendaItemPlan ItemPlan = new("2 (a)", "General debate");
    private static readonly CaptionLineView Attributed = Line with { Rule = AttributionRule.Mark, Part = 2, FormerLine = ">> CHAIR: sukran" };

    private static readonly RedactionView Redaction = new(41, Cast.Morning.AddHours(3), "Personal data");
    private static readonly SilenceView Silence = new(1, "Rosa Quispe", Cast.Morning.AddMinutes(4), TimeSpan.FromSeconds(95));

    private static readonly InterventionView Intervention = new(1, "Rosa Quispe", "Peru", Place.Remote, Cast.Debate, Cast.Morning, [Attributed]);
    private static readonly RequestFloorFor Placard = new(Cast.Member.Id, "Rosa Quispe", "Peru", Place.Hall, "placard", SpeechKind.InterposedQuestion, "Andean Community");

    /// <summary>The values, by type.</summary>
    public static IReadOnlyDictionary<Type, object> All { get; } = new object[]
    {
        Cast.Meeting, Cast.Session, Cast.Member.Id, Cast.Debate.Id, Invitation, RelayId.From(Guid.Parse("0197a000-0000-7000-8000-0000000000e1")), Command, Position,
        Refusal, new CommandResult(Position, Refusal, Rejections.CharactersRemoved(2)),
        Cast.Debate, Attributed, Correction, Draft, Pen,
        Rosa, Request, Turn, Floor, Shares, AtPlace, OfGroup, new FloorReport(Shares, [Place.Hall], [StakeholderGroup.Business]),
        new FloorAdvice(AdviceReason.LongerWait, Rosa, SpeechKind.Reply, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(2), StakeholderGroup.CivilSociety),
        Session, Silent, Summary,
        new MeetingView(
            Cast.Meeting, "shared-waters", "Working Group on Shared Waters", "Europe/Zurich", Public: true, [Summary], [Cast.Opening], [Listed], [Link]) { Procedure = Procedure.PublicForum },
        new HomeView([Summary], [Summary], [Summary]),
        Entry, Listed, Link, new RosterReading([Entry], [Fault]), Fault,
        new TranscriptView(Session, [Intervention]) { Silences = [Silence], Redactions = [Redaction] }, Intervention, Silence,
        new CaptionEdit("Good morn", Command, "en", "Rosa Quispe", Cast.Morning, Corrects: 41, RecordPart: 1), new CaptionReceipt(Command, new CommandResult(Position)),
        new DeskResult(Session, Cast.Member.Id, Refusal, Cast.Morning), News, Item, Panel,
        new JoinResult(Position, News, [Line], Earlier: true, [Panel], Session, [Draft], Refusal),
        new PresenceNews(3, 2, 12, 30, 200, [new PersonPresent(Cast.Member.Id, Place.Hall)], [Cast.Observer.Id]) { OnlyHere = true },
        new PresenceView(12, 30, 200, [new PersonPresent(Cast.Member.Id, Place.Hall)]) { OnlyHere = true }, new PersonPresent(Cast.Observer.Id, Place.Remote),
        new ClosingNotice(ClosingReason.TooSlow, TimeSpan.FromSeconds(2)),
        new OpenSession(), new SuspendSession(Evening), new ResumeSession(), new CloseSession(), new TakeUpItem(Cast.Debate.Id),
        new GoOffTheRecord(), new GoOnTheRecord(),
        new AddCaptionLine("floor", "ar", "\u0634\u0643\u0631\u0627", "Rosa Quispe", Cast.Morning, RecordPart: 1), new CorrectCaptionLine(41, "Thank you.", RecordPart: 1),
        new TakePen("floor", Force: true), new OfferPen("floor"),
        new GivePen("floor", Cast.Colleague.Id, Force: true), new ClaimPen("floor", 7), new SetTakeover("floor", TimeSpan.FromSeconds(10)),
        Source, new RevokeCaptionSource(Source.Id), Source.Id,
        new RequestFloor("on paragraph 4", SpeechKind.PointOfOrder, "Andean Community"), Placard,
        new WithdrawRequest(Cast.Member.Id, SpeechKind.Reply), new GiveFloor(Cast.Member.Id, 1, SpeechKind.PointOfOrder), new GiveFloorToNext(1),
        new EndTurn(1), new YieldFloor(), new SetSpeakingTime(TimeSpan.FromMinutes(3), SpeechKind.RightOfReply),
        new ExtendTurn(TimeSpan.FromMinutes(2), 1), new PauseClock(1), new ResumeClock(1),
        Key, new MoveRequest(Key, new RequestKey(Cast.Observer.Id, SpeechKind.Statement)), new DeferRequest(Cast.Member.Id, SpeechKind.Reply),
        new CloseList(TimeSpan.FromMinutes(10)), new ReopenList(), new AdmitRequest(Key), new GiveLastWord(Cast.Member.Id, 1, SpeechKind.PointOfOrder),
        new ReAddLastSpeaker(1), Aside, Limit,
        Rules, Clause, new SetProcedure(Procedure.PublicForum, PlaceOrder.RemoteFirst, Precedence.ObserversFirst),
        Gavel, Entrusted, new HandOverGavel(Cast.Chair.Id, 2), new TakeGavel(2), new EntrustDuty(Cast.Member.Id, Duty.Clock, TimeSpan.FromHours(1)),
        new WithdrawDuty(Cast.Member.Id, Duty.Hall),
        new RedactWords(41, 3, "917 1234 56", "Personal data"), Redaction,
        new DecidePersonalData(41, 3, 12, "PhoneNumber", PublicationChoice.Mask), new DismissAnalysis(AnalysisPart.Name, "Chad"),
        new CreateMeeting("shared-waters", "Working Group on Shared Waters", "Europe/Zurich", Public: true, [Plan], [ItemPlan]), Plan, ItemPlan,
        new DescribeMeeting("Working Group on Shared Waters", Public: true), new ScheduleSession(Plan), new RescheduleSession(Cast.Session, Plan),
        new AdoptProcedure(Procedure.PublicForum), new CancelSession(Cast.Session), new SetAgenda([ItemPlan]), new ImportRoster([Entry]), new RemoveParticipant(Cast.Member.Id),
        new HandInStatement(Cast.Session, "fr", "Merci, Monsieur le Pr\u00e9sident.", Cast.Member.Id), new WithdrawStatement(Cast.Session, "fr", Cast.Member.Id),
        new StatementView(Cast.Session, Cast.Member.Id, "Rosa Quispe", "Peru", "fr", "Merci, Monsieur le Pr\u00e9sident.", Cast.Morning),
        new RevokeInvitation(Invitation), new GlossaryEntry("wgec", "Working Group"), new ChangeGlossary([new GlossaryEntry("wgec", "Working Group")], ["ec"]),
    }.ToDictionary(sample => sample.GetType());
}
