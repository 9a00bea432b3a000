using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Core.Tests.Log;
using LiveSession.Core.Tests.Sessions;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Tests.Transcript;

public sealed class RedactionTests
{
    private const string Said = "Call me 917 1234 56 today.";
    private static readonly RedactWords Number = new(2, 8, "917 1234 56", "Personal data");
    private static readonly NewEvent[] Log =
    [
        New(new SessionOpened(Cast.Meeting, "Working Group", 1, "First")),
        New(new CaptionLineAdded("en", "en", "Call me 917 1234 56 todya.", null, null)),
        New(new CaptionLineCorrected(2, Said)),
        New(new CaptionLineAdded("en", "en", "Thank you.", null, null)),
        New(new AnalysisDismissed(AnalysisPart.KeyPhrase, "917 1234")),
        New(new SessionClosed()),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redacted_log_holds_none_of_the_words_and_is_whole()
    {
        var archive = new Archive(Log);

        await archive.RedactAsync(Number);

        archive.Text.ShouldNotContain("917 1234");
        archive.Text.ShouldNotContain("todya");
        archive.Text.ShouldContain("Thank you.");
        var found = await archive.VerifyAsync();
        found.Fault.ShouldBeNull();
        found.Redactions.ShouldBe([new FoundRedaction(7, 2, Cast.Morning, "Personal data")]);
    }

    [Fact]
    public async Task All_hashes_are_what_they_were()
    {
        var archive = new Archive(Log);
        var before = archive.Stored.Select(stored => stored.Hash).ToArray();

        await archive.RedactAsync(Number);

        archive.Stored.Take(6).Select(stored => stored.Hash).ShouldBe(before);
        // And follow from what is left, as anybody can reckon.
        archive.Stored.Skip(1).Zip(archive.Stored, (next, one) => HashChain.Next(one.Hash, next.Canonical.Span) == next.Hash).ShouldAllBe(follows => follows);
    }

    [Fact]
    public async Task The_state_is_the_same_whether_the_words_were_seen_before_or_not()
    {
        var archive = new Archive(Log);
        var seen = archive.State();

        await archive.RedactAsync(Number);

        var line = archive.State().Captions.FindLine(2).ShouldNotBeNull();
        (line.Text, line.Former).ShouldBe(("Call me \u2588\u2588\u2588\u2588\u2588\u2588\u2588 \u2588\u2588\u2588 today.", null));
        line.Redactions.ShouldHaveSingleItem().Reason.ShouldBe("Personal data");
        Play.TextOf(seen.Apply(EventCodec.Decode(archive.Stored[^1]))).ShouldBe(Play.TextOf(archive.State()));
    }

    [Fact]
    public async Task More_of_a_line_can_be_redacted_later()
    {
        var archive = new Archive(Log);

        await archive.RedactAsync(Number);
        await archive.RedactAsync(new RedactWords(2, 20, "today", "A date"));

        archive.State().Captions.FindLine(2)!.Text.ShouldBe("Call me \u2588\u2588\u2588\u2588\u2588\u2588\u2588 \u2588\u2588\u2588 \u2588\u2588\u2588\u2588\u2588.");
        (await archive.VerifyAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_log_from_before_there_were_digests_can_be_redacted_too()
    {
        var archive = new Archive(Log, salted: false);

        await archive.RedactAsync(Number);

        archive.Text.ShouldNotContain("917 1234");
        (await archive.VerifyAsync()).ShouldBe(new LogVerification(7, archive.Stored[^1].Hash, null) { Redactions = [new FoundRedaction(7, 2, Cast.Morning, "Personal data")] });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_other_change_of_a_redacted_log_is_still_found(bool salted)
    {
        var archive = new Archive(Log, salted);
        await archive.RedactAsync(Number);
        // The last event is known by its hash to whoever checks: it is not altered here.
        for (var index = 0; index < archive.Stored.Count - 1; index++)
        {
            var whole = archive.Stored[index];
            for (var at = 0; at < whole.Canonical.Length; at++)
            {
                var bytes = whole.Canonical.ToArray();
                bytes[at] ^= 1;
                archive.Stored[index] = whole with { Canonical = bytes };
                var fault = (await archive.VerifyAsync()).Fault.ShouldNotBeNull($"event {index + 1}, byte {at}: {Encoding.UTF8.GetString(bytes)}");
                fault.Sequence.ShouldBe(index + 1);
            }

            archive.Stored[index] = whole;
        }

        (await archive.VerifyAsync()).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Words_taken_out_without_a_redaction_are_missed()
    {
        var archive = new Archive(Log);
        archive.Stored[3] = archive.Stored[3] with { Canonical = Redaction.Of(archive.Stored[3], "\u2588\u2588\u2588").Canonical };

        (await archive.VerifyAsync()).Fault.ShouldBe(new LogFault(4, "altered: its words were taken out, and no redaction says so"));
    }

    [Fact]
    public async Task Words_that_are_still_there_though_they_were_redacted_are_found()
    {
        var archive = new Archive(Log);
        var line = archive.Stored[1];
        await archive.RedactAsync(Number);
        archive.Stored[1] = line;

        (await archive.VerifyAsync()).Fault.ShouldBe(new LogFault(7, "the words it redacted are still in event 2"));
    }

    [Fact]
    public async Task Words_put_back_into_a_redacted_event_are_found()
    {
        var archive = new Archive(Log);
        await archive.RedactAsync(Number);
        archive.Stored[1] = archive.Stored[1] with { Canonical = (StoredWords.In(archive.Stored[1].Canonical.Span)! with { Words = "I resign." }).ToCanonical() };

        (await archive.VerifyAsync()).Fault.ShouldBe(new LogFault(2, "altered: it is not as event 7 left it, which redacted its words"));
    }

    [Fact]
    public async Task A_line_that_was_redacted_cannot_get_its_words_back_by_a_correction()
    {
        var archive = new Archive(Log);
        await archive.RedactAsync(Number);

        var given = Given.ScheduledSession() with { State = archive.State() };
        given.When(new CorrectCaptionLine(2, Said), Cast.Secretariat).ThenRefused(Rejections.LineRedacted);
    }

    [Fact]
    public async Task What_was_decided_on_other_words_of_the_line_holds()
    {
        var archive = new Archive([.. Log, New(new PersonalDataDecided(2, 20, 5, "Date", PublicationChoice.Mask)), New(new PersonalDataDecided(2, 8, 3, "PhoneNumber", PublicationChoice.Keep))]);

        await archive.RedactAsync(Number);

        archive.State().Publication.Decisions.ShouldBe([new PersonalDataDecided(2, 20, 5, "Date", PublicationChoice.Mask)]);
    }

    [Theory]
    [InlineData(77, 8, "917 1234 56", "Personal data", 304)]
    [InlineData(2, 9, "917 1234 56", "Personal data", 420)]
    [InlineData(2, 8, "", "Personal data", 420)]
    [InlineData(2, int.MaxValue, "917", "Personal data", 420)]
    [InlineData(2, 8, "917 1234 56", "  ", 410)]
    [InlineData(2, 8, "917 1234 56", null, 410)]
    [InlineData(2, 8, "917 1234 56", "Number 917 1234 56 is private", 411)]
    [InlineData(2, 8, "917 1234 56", "Personal data", 413)]
    public void What_cannot_be_redacted_says_why(long line, int offset, string words, string? reason, int code) =>
        (Given.ScheduledSession() with { State = new Archive(Log).State() })
            .When(new RedactWords(line, offset, words, reason!), Cast.Secretariat).Rejection!.Code.ShouldBe(code);

    [Fact]
    public async Task What_was_redacted_is_not_redacted_again()
    {
        var archive = new Archive(Log);
        await archive.RedactAsync(Number);

        (Given.ScheduledSession() with { State = archive.State() })
            .When(Number with { Words = archive.State().Captions.FindLine(2)!.Text.Substring(8, 11) }, Cast.Secretariat).ThenRefused(Rejections.AlreadyRedacted);
    }

    [Fact]
    public async Task A_line_corrected_meanwhile_is_left_alone()
    {
        var archive = new Archive(Log);
        var prepared = await RedactionDecider.PrepareAsync(archive.State(), Number, archive.Stored.ToAsyncEnumerable(), Cancellation);
        archive.Append(New(new CaptionLineCorrected(2, Said + " Please.")));

        archive.Decide(Number, prepared).Rejection.ShouldBe(Rejections.LineChanged);
    }

    [Theory]
    [InlineData("abcdefghijklmnopq", 0, 17, "\u2588\u2588\u2588\u2588\u2588\u2588\u2588 \u2588\u2588\u2588\u2588\u2588\u2588\u2588 \u2588")]
    [InlineData("abcdefgh", 0, 8, "\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588")]
    [InlineData("a b c", 2, 1, "a \u2588 c")]
    public void Blocks_are_as_many_as_the_characters_and_a_text_of_them_can_be_broken(string words, int offset, int length, string blocked) =>
        Redaction.Blocked(words, offset, length).ShouldBe(blocked);

    private static NewEvent New(LogEvent happened) => new(Cast.Morning, Cast.Secretariat.Id, CommandId.New(), happened);

    /// <summary>A log as a store holds it.</summary>
    private sealed class Archive
    {
        private readonly LogId _log = LogId.Of(Cast.Session);

        public Archive(IEnumerable<NewEvent> events, bool salted = true)
        {
            if (salted)
            {
                Stored.AddRange(ChainedEvents.After(_log, null, null, [.. events]).Stored);
            }
            else
            {
                byte[][] old = [.. events.Select((happened, index) => EventCodec.Encode(_log, new LogPosition(Chain.Epoch, index + 1), happened))];
                Stored.AddRange(Chain.Follow(HashChain.Start, old));
            }
        }

        public List<StoredEvent> Stored { get; } = [];

        public string Text => string.Join('\n', Stored.Select(stored => Encoding.UTF8.GetString(stored.Canonical.Span)));

        public SessionState State() => Stored.Select(EventCodec.Decode).Aggregate(SessionState.Empty, (state, happened) => state.Apply(happened));

        public Decision Decide(RedactWords command, PreparedRedaction? prepared) => SessionDecider.Decide(
            State(), command, new SessionContext(CommandId.New(), Cast.Secretariat, Cast.Morning, Cast.Session, Cast.Programme, new SessionLimits()) { Redaction = prepared });

        public async Task RedactAsync(RedactWords command)
        {
            var decision = Decide(command, await RedactionDecider.PrepareAsync(State(), command, Stored.ToAsyncEnumerable(), Cancellation));
            decision.Rejection.ShouldBeNull();
            Append([.. decision.Events.Select(New)]);
        }

        public void Append(params NewEvent[] events)
        {
            var chained = ChainedEvents.After(_log, new LogHead(EventCodec.Decode(Stored[^1]).Position, Stored[^1].Hash), null, events);
            Stored.AddRange(chained.Stored);
            foreach (var tombstone in chained.Tombstones)
            {
                var index = (int)tombstone.Event - 1;
                Stored[index] = Stored[index] with { Canonical = tombstone.Canonical };
            }
        }

        public Task<LogVerification> VerifyAsync() => LogVerifier.VerifyAsync(
            _log, Stored.ToAsyncEnumerable(), new LogHead(EventCodec.Decode(Stored[^1]).Position, Stored[^1].Hash), Cancellation);
    }
}
