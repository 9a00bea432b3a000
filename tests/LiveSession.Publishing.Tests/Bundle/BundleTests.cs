using System.Security.Cryptography;
using System.Text;
using LiveSession.Core.Log;
using LiveSession.Publishing.Bundle;
using LiveSession.Publishing.Tests.Transcript;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Bundle;

public sealed class BundleTests : IDisposable
{
    private readonly Bundles _bundles = new();

    public void Dispose() => _bundles.Dispose();

    [Fact]
    public async Task It_holds_every_form_the_log_the_check_sums_and_the_proofs()
    {
        var files = Bundles.Unpack(await _bundles.WriteAsync());

        files.Select(file => file.Name).ShouldBe(
            [
                "wgec-5-2/bagit.txt", "wgec-5-2/bag-info.txt", "wgec-5-2/manifest-sha256.txt",
                .. TranscriptFormat.All.Select(format => $"wgec-5-2/data/transcript.{format.Ending}"), "wgec-5-2/data/log.jsonl",
                "wgec-5-2/proof/keys.json", "wgec-5-2/proof/README.txt", "wgec-5-2/tagmanifest-sha256.txt", "wgec-5-2/signature.json",
            ]);
        Text(files, "bag-info.txt").ShouldContain("External-Identifier: https://live.example.org/m/wgec-5/2/transcript\n");
        Text(files, "data/transcript.txt").ShouldContain("Merci à tous.");
    }

    [Fact]
    public async Task One_that_nobody_touched_is_good()
    {
        var log = _bundles.SealedLog("Thank you.");
        var report = await Bundles.VerifyAsync(await _bundles.WriteAsync(log, Transcripts.Of()), new BundleKeys([_bundles.Signer.Key]));

        report.ShouldBe(new BundleReport("wgec-5-2", 18, Bundles.Log.Value, 4, log[^1].Hash, _bundles.Signer.Key.Id, true, 3, report.Faults));
        report.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_version_is_the_same_bytes_but_for_the_signature()
    {
        var log = _bundles.SealedLog("Thank you.");
        var (one, other) = (Bundles.Unpack(await _bundles.WriteAsync(log, Transcripts.Of())), Bundles.Unpack(await _bundles.WriteAsync(log, Transcripts.Of())));

        one.SkipLast(1).Select(file => $"{file.Name} {Convert.ToHexString(file.Content)}").ShouldBe(other.SkipLast(1).Select(file => $"{file.Name} {Convert.ToHexString(file.Content)}"));
    }

    [Fact]
    public async Task Every_change_of_a_single_byte_is_found()
    {
        var bundle = await _bundles.WriteAsync();
        var random = new Random(2017);
        for (var at = 0; at < bundle.Length; at++)
        {
            var was = bundle[at];
            bundle[at] ^= (byte)(1 << random.Next(8));
            (await IsGoodAsync(bundle)).ShouldBeFalse($"byte {at} of {bundle.Length}");
            bundle[at] = was;
        }

        (await IsGoodAsync(bundle)).ShouldBeTrue();
    }

    [Fact]
    public async Task So_is_every_byte_that_is_missing_or_too_many()
    {
        var bundle = await _bundles.WriteAsync();
        var step = Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 1 : 97;
        for (var at = 0; at < bundle.Length; at += step)
        {
            (await IsGoodAsync(bundle[..at])).ShouldBeFalse($"cut at {at}");
            (await IsGoodAsync([.. bundle[..at], .. bundle[(at + 1)..]])).ShouldBeFalse($"without byte {at}");
            (await IsGoodAsync([.. bundle[..at], 0, .. bundle[at..]])).ShouldBeFalse($"with one more at {at}");
        }

        (await IsGoodAsync([.. bundle, 0])).ShouldBeFalse("with one more at the end");
    }

    // Whoever alters a file puts right what is in his power; the next check finds it.
    [Fact]
    public async Task A_file_that_was_altered_with_care_is_found_by_its_check_sum_then_by_the_signature_then_by_the_key()
    {
        using var forger = new Bundles();
        var known = new BundleKeys([_bundles.Signer.Key]);
        var files = Altered(Bundles.Unpack(await _bundles.WriteAsync()), "data/transcript.txt", "Thank you", "Thank ewe");

        (await Bundles.VerifyAsync(Bundles.Pack(files), known)).Faults.ShouldBe(["data/transcript.txt was altered: its SHA-256 is not the one in manifest-sha256.txt."]);

        files = forger.Mended(files, sign: false);
        (await Bundles.VerifyAsync(Bundles.Pack(files), known)).Faults.ShouldHaveSingleItem().ShouldStartWith("signature.json does not fit");

        files = Altered(files, "proof/keys.json", "\"keys\":[", $$"""
            "keys":[{"id":"{{forger.Signer.Key.Id}}","publicKey":"{{forger.Signer.Key.PublicKey.Replace("+", "\\u002B", StringComparison.Ordinal)}}"},
            """);
        files = forger.Mended(files, sign: true);
        (await Bundles.VerifyAsync(Bundles.Pack(files), known)).Faults.ShouldBe([$"It is signed with key {forger.Signer.Key.Id}, which is none of the keys that are known to be the installation's."]);
    }

    [Fact]
    public async Task Words_of_the_log_that_were_altered_are_found_by_their_digest_and_then_by_the_seal()
    {
        var files = Bundles.Unpack(await _bundles.WriteAsync());
        (await Bundles.VerifyAsync(Bundles.Pack(_bundles.Mended(Altered(files, "data/log.jsonl", "Thank you", "Thank ewe"), sign: true)))).Faults
            .ShouldBe(["data/log.jsonl: event 2: altered: its words are not those that were said.", "bag-info.txt names another hash than that of the log's last event."]);

        using var another = new Bundles();
        var forged = another.SealedLog("Thank ewe.");
        var rewritten = _bundles.SealedLog("Thank you.")[^1];
        var report = await Bundles.VerifyAsync(await _bundles.WriteAsync([.. forged.SkipLast(1), Rechained(forged[^2], rewritten)], Transcripts.Of()));
        report.Faults.ShouldBe(["data/log.jsonl: event 4: the seal does not fit the events before it."]);
        report.SealedEvents.ShouldBeNull();
    }

    [Theory]
    [InlineData("wgec-5-2/../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("wgec-5-2//x")]
    [InlineData("wgec-5-2/.")]
    [InlineData("C:/x")]
    [InlineData("wgec-5-2/data\\..\\x")]
    [InlineData("wgec-5-2/a\nb")]
    [InlineData("alone")]
    [InlineData("another/x")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name)
    {
        var files = Bundles.Unpack(await _bundles.WriteAsync());
        files.Insert(3, (name, "x"u8.ToArray()));

        (await Should.ThrowAsync<BundleRefusedException>(() => Bundles.VerifyAsync(Bundles.Pack(files)))).Message.ShouldStartWith("Byte ");
    }

    [Fact]
    public async Task What_is_added_missing_or_there_twice_is_found()
    {
        var files = Bundles.Unpack(await _bundles.WriteAsync());
        (await Bundles.VerifyAsync(Bundles.Pack([.. files, ("wgec-5-2/data/x.exe", [1])]))).Faults.ShouldBe(["data/x.exe was added: manifest-sha256.txt does not name it."]);
        (await Bundles.VerifyAsync(Bundles.Pack([.. files, ("wgec-5-2/x.exe", [1])]))).Faults.ShouldBe(["x.exe was added: tagmanifest-sha256.txt does not name it."]);
        (await Bundles.VerifyAsync(Bundles.Pack(files.Where(file => file.Name != "wgec-5-2/data/transcript.tei")))).Faults
            .ShouldBe(["data/transcript.tei is missing: manifest-sha256.txt names it."]);
        (await Should.ThrowAsync<BundleRefusedException>(() => Bundles.VerifyAsync(Bundles.Pack([.. files, files[4]])))).Message.ShouldContain("there are two of data/transcript.docx");
        (await Should.ThrowAsync<BundleRefusedException>(() => Bundles.VerifyAsync(Bundles.Pack(files.Where(file => file.Name != "wgec-5-2/signature.json"))))).Message
            .ShouldContain("There is no signature.json");
    }

    [Theory]
    [InlineData("proof/keys.json", "{}")]
    [InlineData("proof/keys.json", "{\"keys\":[null]}")]
    [InlineData("proof/keys.json", "{\"keys\":[{\"id\":\"a\",\"publicKey\":\"AAAA\"}]}")]
    [InlineData("proof/keys.json", "[")]
    [InlineData("signature.json", "null")]
    [InlineData("signature.json", "{\"format\":null}")]
    [InlineData("signature.json", "[[[[")]
    [InlineData("manifest-sha256.txt", "\n\nx\n")]
    [InlineData("tagmanifest-sha256.txt", "")]
    [InlineData("bagit.txt", "BagIt-Version: 0.97\n")]
    [InlineData("data/log.jsonl", "")]
    [InlineData("data/log.jsonl", "{}")]
    [InlineData("data/log.jsonl", "{\"hash\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"event\":{\"log\":\"x\",\"epoch\":\"y\"}}")]
    public async Task A_hostile_file_is_a_fault_in_words(string path, string content)
    {
        var files = Bundles.Unpack(await _bundles.WriteAsync());
        var index = files.FindIndex(file => file.Name == $"wgec-5-2/{path}");
        files[index] = (files[index].Name, Encoding.UTF8.GetBytes(content));

        (await Bundles.VerifyAsync(Bundles.Pack(files))).Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_file_that_says_it_is_larger_than_it_is_or_than_a_bundles_is_refused()
    {
        var files = Bundles.Unpack(await _bundles.WriteAsync());
        files[1] = (files[1].Name, new byte[2_000_000]);
        (await Should.ThrowAsync<BundleRefusedException>(() => Bundles.VerifyAsync(Bundles.Pack(files)))).Message.ShouldContain("bag-info.txt is larger");

        var huge = Bundles.Pack([("a/data/x", new byte[10])]);
        huge.AsSpan(18, 4).Fill(0xFF);
        (await Should.ThrowAsync<BundleRefusedException>(() => Bundles.VerifyAsync(huge))).Message.ShouldContain("ends in the middle of data/x");
    }

    [Fact]
    public async Task One_that_another_program_packed_again_is_told_so()
    {
        using var zip = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(zip, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in Bundles.Unpack(await _bundles.WriteAsync()))
            {
                await using var entry = await archive.CreateEntry(name).OpenAsync(TestContext.Current.CancellationToken);
                await entry.WriteAsync(content, TestContext.Current.CancellationToken);
            }
        }

        (await Should.ThrowAsync<BundleRefusedException>(() => Bundles.VerifyAsync(zip.ToArray()))).Message.ShouldContain("packed again can be unpacked and checked");
    }

    [Fact]
    public void A_key_is_good_only_under_its_own_id_and_on_its_own_curve()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var key = _bundles.Signer.Key;

        key.IsSound().ShouldBeTrue();
        (key with { Id = new string('0', 64) }).IsSound().ShouldBeFalse();
        (key with { PublicKey = "AAAA" }).IsSound().ShouldBeFalse();
        RecordKey.Of(other).IsSound().ShouldBeFalse();
        key.Verifies("x"u8, _bundles.Signer.Sign([(byte)'x'])).ShouldBeTrue();
        key.Verifies("y"u8, _bundles.Signer.Sign([(byte)'x'])).ShouldBeFalse();
        key.Verifies("x"u8, "no base64").ShouldBeFalse();
    }

    private static StoredEvent Rechained(StoredEvent before, StoredEvent stored)
    {
        var happened = EventCodec.Decode(before);
        var canonical = Encoding.UTF8.GetString(stored.Canonical.Span).Replace(EventCodec.Decode(stored).Position.Epoch.ToString(), happened.Position.Epoch.ToString(), StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(canonical);
        return new StoredEvent(bytes, HashChain.Next(before.Hash, bytes));
    }

    private static List<(string Name, byte[] Content)> Altered(List<(string Name, byte[] Content)> files, string path, string right, string wrong) =>
        [.. files.Select(file =>
        {
            if (file.Name != $"wgec-5-2/{path}")
            {
                return file;
            }

            var text = Encoding.UTF8.GetString(file.Content);
            text.ShouldContain(right);
            return (file.Name, Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)));
        })];

    private static string Text(List<(string Name, byte[] Content)> files, string path) => Encoding.UTF8.GetString(files.Single(file => file.Name == $"wgec-5-2/{path}").Content);

    private static async Task<bool> IsGoodAsync(byte[] bundle)
    {
        try
        {
            return (await Bundles.VerifyAsync(bundle)).Faults.IsEmpty;
        }
        catch (BundleRefusedException)
        {
            return false;
        }
    }
}
