using System.Security.Cryptography;
using System.Text.Json;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Publishing.Bundle;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Cli.Tests.Verify;

public sealed class BundleTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Ten = new(2017, 9, 25, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly SessionId _session = SessionId.New();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Bundle => _folder.PathOf("wgec-5-2.zip");

    public async ValueTask InitializeAsync()
    {
        await WriteAsync(ChainedEvents.After(LogId.Of(_session), null, null, [Happened(Opened)]).Stored);
        _folder.Write("keys.json", JsonSerializer.Serialize(new BundleKeys([RecordKey.Of(_key)]), ProtocolJson.Options));
    }

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_bundle_is_checked_without_its_server_and_says_whose_key_signed_it()
    {
        var run = await ProgramRun.Of("verify", Bundle);
        var known = await ProgramRun.Of("verify", Bundle, "--keys", _folder.PathOf("keys.json"));
        var json = await ProgramRun.Of("verify", Bundle, "--json");

        (run.Code, known.Code, json.Code).ShouldBe((0, 0, 0));
        run.Output.ShouldStartWith("wgec-5-2  18 files\n" + $"session/{_session}  1 events\n  head ");
        run.Output.ShouldContain("  not signed at closing\n" + $"signed with key {RecordKey.Of(_key).Id}\n  whose key that is, is not known here");
        run.Output.ShouldEndWith("OK\n");
        known.Output.ShouldContain("  one of the keys given\nOK\n");
        json.Json().GetProperty("faults").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_bundle_that_somebody_edited_is_exit_code_1_with_the_place()
    {
        var bytes = await File.ReadAllBytesAsync(Bundle, Cancellation);
        bytes[^400] ^= 1;
        await File.WriteAllBytesAsync(Bundle, bytes, Cancellation);

        var run = await ProgramRun.Of("verify", Bundle);

        run.Code.ShouldBe(1);
        run.Output.ShouldContain("BAD Byte ");
        run.Output.ShouldNotContain("OK");
    }

    [Fact]
    public async Task A_bundle_signed_by_somebody_else_is_exit_code_1()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = _folder.Write("other.json", JsonSerializer.Serialize(new BundleKeys([RecordKey.Of(other)]), ProtocolJson.Options));

        var run = await ProgramRun.Of("verify", Bundle, "--keys", keys);

        run.Code.ShouldBe(1);
        run.Output.ShouldContain("none of the keys given");
    }

    [Fact]
    public async Task Keys_that_are_none_are_exit_code_2()
    {
        var run = await ProgramRun.Of("verify", Bundle, "--keys", _folder.Write("none.json", "{}"));

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("holds no keys");
    }

    [Fact]
    public async Task Redacted_words_are_named_and_where_somebody_puts_them_back_it_is_found()
    {
        var said = ChainedEvents.After(LogId.Of(_session), null, null, [Happened(Opened), Happened(new CaptionLineAdded("floor", "en", "Call Ana.", null, null))]);
        var tombstone = Redaction.Of(said.Stored[1], Redaction.Blocked("Call Ana.", 5, 3));
        var redaction = new WordsRedacted(2, 5, 3, "Personal data", [Redaction.Sealed(tombstone, said.Stored[0].Hash)]);
        var after = ChainedEvents.After(LogId.Of(_session), said.Head, null, [Happened(redaction)]).Stored;

        await WriteAsync([said.Stored[0], said.Stored[1] with { Canonical = tombstone.Canonical }, .. after]);
        var redacted = await ProgramRun.Of("verify", Bundle);
        await WriteAsync([.. said.Stored, .. after]);
        var back = await ProgramRun.Of("verify", Bundle);

        (redacted.Code, back.Code).ShouldBe((0, 1));
        redacted.Output.ShouldContain($"  redacted: words of line 2, by event 3 on {Ten:yyyy-MM-dd HH:mm} UTC: Personal data\n");
        redacted.Output.ShouldEndWith("OK\n");
        back.Output.ShouldContain("event 3: the words it redacted are still in event 2");
    }

    private static SessionOpened Opened => new(MeetingId.New(), "Working Group", 2, "Morning");

    private static NewEvent Happened(LogEvent happened) => new(Ten, ParticipantId.New(), CommandId.New(), happened);

    private async Task WriteAsync(IReadOnlyList<StoredEvent> log)
    {
        var (key, last) = (RecordKey.Of(_key), EventCodec.Decode(log[^1]));
        var session = new SessionView
        {
            Id = _session,
            Meeting = MeetingId.New(),
            MeetingSlug = "wgec-5",
            MeetingTitle = "Working Group",
            Number = 2,
            Title = "Morning",
            StartsAt = Ten,
            EndsAt = Ten.AddHours(3),
            TimeZone = "Europe/Zurich",
            OpenedAt = Ten,
            Phase = SessionPhase.Open,
            Floor = new FloorView(0, null, [], null),
        };
        await using var file = File.Create(Bundle);
        await TranscriptBundle.WriteAsync(
            new BundleContents(new TranscriptView(session, []), new TranscriptProvenance("https://live.example.org/m/wgec-5/2/transcript", last.Position, last.Hash), [key], () => log.ToAsyncEnumerable()),
            new RecordSigner(key, data => Convert.ToBase64String(_key.SignData(data, HashAlgorithmName.SHA256))), file, Cancellation);
    }
}
