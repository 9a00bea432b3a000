using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Publishing.Bundle;
using LiveSession.Publishing.Tests.Transcript;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Bundle;

/// <summary>Builds bundles for tests, and packs them again after somebody had their hands in them.</summary>
internal sealed class Bundles : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public RecordSigner Signer => new(RecordKey.Of(_key), data => Convert.ToBase64String(_key.SignData(data, HashAlgorithmName.SHA256)));

    public static LogId Log { get; } = LogId.Of(Transcripts.Session().Id);

    /// <summary>A log of a closed session, sealed at its end.</summary>
    public List<StoredEvent> SealedLog(params string[] lines)
    {
        var closed = ChainedEvents.After(Log, null, null,
            [
                Happened(new SessionOpened(Transcripts.Session().Meeting, "Working Group", 2, "Morning sitting")),
                .. lines.Select(line => Happened(new CaptionLineAdded("floor", "en", line, null, null))), Happened(new SessionClosed()),
            ]);
        var seal = new RecordSealed(Signer.Key.Id, closed.Head.Position.Sequence, closed.Head.Hash, Signer.Sign(LogSeal.Statement(Log, closed.Head)));
        return [.. closed.Stored, .. ChainedEvents.After(Log, closed.Head, null, [Happened(seal)]).Stored];
    }

    public Task<byte[]> WriteAsync() => WriteAsync(SealedLog("Thank you.", "Merci à tous."), Transcripts.Of(
        Transcripts.By("Maria Silva", Transcripts.Line(2, 5, "Thank you."), Transcripts.Line(3, 9, "Merci à tous.", "fr"))));

    public async Task<byte[]> WriteAsync(List<StoredEvent> log, TranscriptView transcript)
    {
        await using var to = new ForwardStream();
        var last = EventCodec.Decode(log[^1]);
        await TranscriptBundle.WriteAsync(
            new BundleContents(transcript, new TranscriptProvenance("https://live.example.org/m/wgec-5/2/transcript", last.Position, last.Hash), [Signer.Key], () => log.ToAsyncEnumerable()),
            Signer, to, TestContext.Current.CancellationToken);
        return to.Written;
    }

    public static async Task<BundleReport> VerifyAsync(byte[] bundle, BundleKeys? trusted = null)
    {
        using var from = new MemoryStream(bundle);
        return await BundleVerifier.VerifyAsync(from, trusted, TestContext.Current.CancellationToken);
    }

    /// <summary>The files of a bundle, by their whole names, in order.</summary>
    public static List<(string Name, byte[] Content)> Unpack(byte[] bundle)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        return [.. zip.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var from = entry.Open();
            from.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }

    /// <summary>Packs files as a bundle is packed, whatever they are.</summary>
    public static byte[] Pack(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var zip = new MemoryStream();
        var entries = new List<ZipEntry>();
        foreach (var (name, content) in files)
        {
            using var measuring = new MeasuringStream();
            measuring.Measure(content);
            entries.Add(new ZipEntry(name, zip.Length, measuring.Measured));
            zip.Write(StoredZip.LocalHeader(entries[^1]));
            zip.Write(content);
        }

        zip.Write(StoredZip.Directory(entries, zip.Length));
        return zip.ToArray();
    }

    /// <summary>The files with the check sums put right, and signed by whoever does this.</summary>
    public List<(string Name, byte[] Content)> Mended(List<(string Name, byte[] Content)> files, bool sign)
    {
        var bag = files[0].Name.Split('/')[0];
        Replace("manifest-sha256.txt", Sums(name => name.StartsWith("data/", StringComparison.Ordinal)));
        Replace("tagmanifest-sha256.txt", Sums(name => !name.StartsWith("data/", StringComparison.Ordinal) && name is not ("tagmanifest-sha256.txt" or "signature.json")));
        if (sign)
        {
            var signed = files.Single(file => file.Name == $"{bag}/tagmanifest-sha256.txt").Content;
            Replace("signature.json", $$"""{"format":"livesession-signature-1","algorithm":"ES256","key":"{{Signer.Key.Id}}","signed":"tagmanifest-sha256.txt","signature":"{{Signer.Sign(signed).Replace("+", "\\u002B", StringComparison.Ordinal)}}"}""" + "\n");
        }

        return files;

        string Sums(Func<string, bool> wanted) => string.Concat(files.Select(file => (Path: file.Name[(bag.Length + 1)..], file.Content)).Where(file => wanted(file.Path))
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(file.Content))}  {file.Path}\n"));

        void Replace(string path, string content)
        {
            var index = files.FindIndex(file => file.Name == $"{bag}/{path}");
            files[index] = (files[index].Name, Encoding.UTF8.GetBytes(content));
        }
    }

    public void Dispose() => _key.Dispose();

    private static NewEvent Happened(LogEvent happened) =>
        new(Transcripts.Opened, new ParticipantId(Guid.Parse("0199b1f0-0000-7000-8000-0000000000b1")), new CommandId(Guid.CreateVersion7()), happened);
}
