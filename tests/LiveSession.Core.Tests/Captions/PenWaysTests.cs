using LiveSession.Core.Captions;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests.Captions;

/// <summary>How the pen changes hands without being asked for: put on air, by control token, after a silence; and to software.</summary>
public sealed class PenWaysTests
{
    private static readonly CaptionSourceIssued Issued = new(
        CaptionSourceId.From(Guid.Parse("0197a000-0000-7000-8000-000000005001")), Cast.Session, "Encoder", "en", "en", CaptionProtocol.Zoom, "hash");

    private static readonly MeetingState WithEncoder = Given.Meeting().And(Issued).State;
    private static readonly Actor Encoder = WithEncoder.CaptionSources.All[Issued.Source].Writer;
    private static readonly GivenSession LenaWrites =
        (Given.OpenSession() with { Meeting = WithEncoder }).AndBy(Cast.Captioner, new PenTaken("en", "Lena Fisher", false));

    [Fact]
    public void A_source_is_put_on_air_by_whoever_has_the_pen_and_by_force_by_others()
    {
        LenaWrites.When(new GivePen("en", Encoder.Id), Cast.Captioner).Then(new PenGiven("en", Encoder.Id, "Encoder", Forced: false));
        LenaWrites.When(new GivePen("en", Encoder.Id), Cast.Secretariat).ThenRefused(Rejections.PenHeld("Lena Fisher"));
        LenaWrites.When(new GivePen("en", Encoder.Id, Force: true), Cast.Secretariat).Then(new PenGiven("en", Encoder.Id, "Encoder", Forced: true));
        LenaWrites.And(new PenGiven("en", Encoder.Id, "Encoder", true)).State.Captions.Pens["en"].Holder.ShouldBe(Encoder.Id);
    }

    [Fact]
    public void The_pen_goes_to_nobody_who_cannot_write()
    {
        LenaWrites.When(new GivePen("en", Cast.Member.Id), Cast.Captioner).ThenRefused(Rejections.NobodyToWrite);
        LenaWrites.When(new GivePen("en", Cast.Stranger), Cast.Captioner).ThenRefused(Rejections.NobodyToWrite);
        LenaWrites.When(new GivePen("Bad track", Encoder.Id), Cast.Captioner).ThenRefused(Rejections.BadTrack);
    }

    [Fact]
    public void A_higher_control_token_takes_the_pen_and_an_equal_one_does_not()
    {
        LenaWrites.When(new ClaimPen("en", 1), Encoder).ThenRefused(Rejections.TokenNotHigher("Lena Fisher"));
        LenaWrites.When(new ClaimPen("en", 2), Encoder).Then(new PenClaimed("en", "Encoder", 2));
        Given.OpenSession().When(new ClaimPen("en", 0), Encoder).Then(new PenClaimed("en", "Encoder", 0));
    }

    [Fact]
    public void Whoever_is_on_air_may_lower_the_token_again()
    {
        var claimed = LenaWrites.AndBy(Encoder, new PenClaimed("en", "Encoder", 9));

        claimed.When(new ClaimPen("en", 9), Encoder).Then();
        claimed.When(new ClaimPen("en", 3), Encoder).Then(new PenClaimed("en", "Encoder", 3));
        claimed.AndBy(Encoder, new PenClaimed("en", "Encoder", 3)).When(new ClaimPen("en", 4), Cast.Colleague).Then(new PenClaimed("en", "Omar Haddad", 4));
    }

    [Fact]
    public void Every_other_way_of_taking_the_pen_is_a_token_one_higher() =>
        LenaWrites.AndBy(Encoder, new PenClaimed("en", "Encoder", 9)).AndBy(Cast.Captioner, new PenTaken("en", "Lena Fisher", true))
            .When(new ClaimPen("en", 10), Encoder).ThenRefused(Rejections.TokenNotHigher("Lena Fisher"));

    [Fact]
    public void No_token_is_so_high_that_nobody_could_take_the_pen_again()
    {
        LenaWrites.When(new ClaimPen("en", long.MaxValue), Encoder)
            .ThenRefused(Rejections.BadArgument("a control token is at most 4611686018427387903"));

        var highest = LenaWrites.AndBy(Encoder, new PenClaimed("en", "Encoder", PenDecider.LargestToken)).AndBy(Cast.Captioner, new PenTaken("en", "Lena Fisher", true));
        highest.When(new ClaimPen("en", PenDecider.LargestToken), Encoder).ThenRefused(Rejections.TokenNotHigher("Lena Fisher"));
    }

    [Fact]
    public void The_pen_is_taken_over_only_after_the_silence_that_was_set()
    {
        var set = LenaWrites.And(new TakeoverSet("en", TimeSpan.FromSeconds(10))) with { Now = Cast.Morning.AddMinutes(1) };

        set.When(new TakeOverPen("en", TimeSpan.FromSeconds(9)), Encoder).ThenRefused(Rejections.NotSilent("Lena Fisher"));
        set.When(new TakeOverPen("en", TimeSpan.FromSeconds(10)), Encoder).Then(new PenTakenOver("en", "Encoder", TimeSpan.FromSeconds(10)));
        set.When(new TakeOverPen("en", TimeSpan.FromSeconds(10)), Cast.Captioner).ThenRefused(Rejections.NoPen);
        LenaWrites.When(new TakeOverPen("en", TimeSpan.FromMinutes(1)), Encoder).ThenRefused(Rejections.NotSilent("Lena Fisher"));
        (set.AndBy(Cast.Captioner, new PenTaken("en", "Lena Fisher", false)))
            .When(new TakeOverPen("en", TimeSpan.FromMinutes(1)), Encoder).ThenRefused(Rejections.NotSilent("Lena Fisher"));
    }

    [Fact]
    public void The_silence_is_set_within_reason_and_taken_back()
    {
        LenaWrites.When(new SetTakeover("en", TimeSpan.FromSeconds(1)), Cast.Secretariat).ThenRefused(Rejections.TakeoverOutOfRange);
        LenaWrites.When(new SetTakeover("en", TimeSpan.FromMinutes(6)), Cast.Secretariat).ThenRefused(Rejections.TakeoverOutOfRange);
        LenaWrites.When(new SetTakeover("en", null), Cast.Captioner).Then(new TakeoverSet("en", null));
        LenaWrites.And(new TakeoverSet("en", TimeSpan.FromSeconds(10)), new TakeoverSet("en", null)).State.Captions.Takeovers.ShouldBeEmpty();
    }

    [Fact]
    public void A_source_gets_an_offered_pen_with_its_first_line_and_a_colleague_has_to_ask()
    {
        var offered = LenaWrites.AndBy(Cast.Captioner, new PenOffered("en"));
        var line = new AddCaptionLine("en", "en", "Good morning.");

        offered.When(line, Encoder).Then(new PenTaken("en", "Encoder", false), new CaptionLineAdded("en", "en", "Good morning.", null, null));
        offered.When(line, Cast.Colleague).ThenRefused(Rejections.PenHeld("Lena Fisher"));
    }

    [Fact]
    public void A_source_that_was_withdrawn_leaves_the_pen_to_the_next()
    {
        var left = LenaWrites.And(new PenGiven("en", Encoder.Id, "Encoder", true)) with
        {
            Meeting = new GivenMeeting(WithEncoder).And(new CaptionSourceRevoked(Issued.Source)).State,
        };

        left.When(new TakePen("en"), Cast.Colleague).Then(new PenTaken("en", "Omar Haddad", Forced: false));
        left.When(new GivePen("en", Encoder.Id, Force: true), Cast.Captioner).ThenRefused(Rejections.NobodyToWrite);
    }

    [Fact]
    public void Captioners_let_software_in_and_withdraw_their_own_and_the_secretariat_any()
    {
        var command = new IssueCaptionSource(Issued.Source, Cast.Session, " Encoder ", "en", "en", CaptionProtocol.Zoom, "hash");

        Given.Meeting().When(command, Cast.Captioner).Then(Issued);
        new GivenMeeting(WithEncoder).When(new RevokeCaptionSource(Issued.Source), Cast.Colleague).ThenRefused(Rejections.NotAllowed);
        new GivenMeeting(WithEncoder).When(new RevokeCaptionSource(Issued.Source)).Then(new CaptionSourceRevoked(Issued.Source));
        new GivenMeeting(WithEncoder).And(new CaptionSourceRevoked(Issued.Source)).When(new RevokeCaptionSource(Issued.Source)).ThenRefused(Rejections.SourceRevoked);
        Given.Meeting().When(new RevokeCaptionSource(Issued.Source)).ThenRefused(Rejections.UnknownSource);
        Given.Meeting().When(command with { Session = SessionId.New() }).ThenRefused(Rejections.UnknownSession);
        Given.Meeting().When(command with { Name = " " }).ThenRefused(Rejections.Missing("the name"));
        Given.Meeting().When(command with { Track = "Bad track" }).ThenRefused(Rejections.BadTrack);
        Given.Meeting().When(command with { Language = "?" }).ThenRefused(Rejections.BadLanguage);
    }
}
