using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveSession.Core.Log;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Bundle;

/// <summary>
/// A session's record to take away whole: a bag (BagIt, RFC 8493) as a zip, with the transcript in every form, the log it follows from, check sums of
/// all of them and a signature over those. <see cref="BundleVerifier"/> checks it without asking anybody.
/// <code>
/// wgec-5-2/bagit.txt, bag-info.txt, manifest-sha256.txt
/// wgec-5-2/data/transcript.html, … data/log.jsonl
/// wgec-5-2/proof/keys.json, README.txt
/// wgec-5-2/tagmanifest-sha256.txt, signature.json
/// </code>
/// </summary>
public static class TranscriptBundle
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "application/zip";

    internal const string LogPath = "data/log.jsonl";
    internal const string Declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    internal const string ManifestPath = "manifest-sha256.txt";
    internal const string TagManifestPath = "tagmanifest-sha256.txt";
    internal const string SignaturePath = "signature.json";
    internal const string KeysPath = "proof/keys.json";

    /// <summary>Writes the bundle. Every file is made twice, once to be measured, so that none is held in memory.</summary>
    /// <param name="contents">What it is of.</param>
    /// <param name="signer">Signs it.</param>
    /// <param name="to">Where it goes; the stream stays open.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(BundleContents contents, RecordSigner signer, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(to);
        var zip = new ZipWriting(to, $"{contents.Transcript.Session.MeetingSlug}-{contents.Transcript.Session.Number.ToString(CultureInfo.InvariantCulture)}");
        var data = await MeasureAsync(DataOf(contents), cancellationToken);
        BagFile[] tags =
        [
            BagFile.Of("bagit.txt", Declaration),
            BagFile.Of("bag-info.txt", Info(contents, data)),
            BagFile.Of(ManifestPath, Manifest(data)),
            BagFile.Of(KeysPath, JsonSerializer.Serialize(new BundleKeys(contents.Keys), BundleJson.Options) + "\n"),
            BagFile.Of("proof/README.txt", BundleReadme.Text),
        ];
        var measured = await MeasureAsync(tags, cancellationToken);
        var manifest = Manifest(measured);
        var signature = new BundleSignature(
            BundleSignature.FormatName, BundleSignature.Es256, signer.Key.Id, TagManifestPath, signer.Sign(Encoding.UTF8.GetBytes(manifest)));
        BagFile[] last = [BagFile.Of(TagManifestPath, manifest), BagFile.Of(SignaturePath, JsonSerializer.Serialize(signature, BundleJson.Options) + "\n")];
        foreach (var (file, measurement) in measured.Take(3).Concat(data).Concat(measured.Skip(3)).Concat(await MeasureAsync(last, cancellationToken)))
        {
            await zip.AddAsync(file, measurement, cancellationToken);
        }

        await zip.EndAsync(cancellationToken);
    }

    private static IEnumerable<BagFile> DataOf(BundleContents contents) =>
    [
        .. TranscriptFormat.All.Select(format => new BagFile($"data/transcript.{format.Ending}", (to, stop) =>
            format.WriteAsync(contents.Transcript, contents.Provenance, to, stop))),
        new BagFile(LogPath, (to, stop) => LogExport.WriteAsync(to, contents.Log(), stop)),
    ];

    private static async Task<List<(BagFile File, Measurement Measured)>> MeasureAsync(IEnumerable<BagFile> files, CancellationToken cancellationToken)
    {
        var measured = new List<(BagFile, Measurement)>();
        foreach (var file in files)
        {
            await using var content = new MeasuringStream();
            await file.WriteAsync(content, cancellationToken);
            measured.Add((file, content.Measured));
        }

        return measured;
    }

    private static string Manifest(IEnumerable<(BagFile File, Measurement Measured)> files) =>
        string.Concat(files.Select(file => $"{file.Measured.Sha256}  {file.File.Path}\n"));

    private static string Info(BundleContents contents, List<(BagFile File, Measurement Measured)> data)
    {
        var (session, provenance) = (contents.Transcript.Session, contents.Provenance);
        IEnumerable<(string Name, string? Value)> facts =
        [
            ("Source-Organization", PrintedText.OneLine(session.MeetingTitle)),
            ("External-Description", TranscriptNotice.Title(contents.Transcript)),
            ("External-Identifier", PrintedText.OneLine(provenance.Permalink)),
            ("Payload-Oxum", string.Create(CultureInfo.InvariantCulture, $"{data.Sum(file => file.Measured.Length)}.{data.Count}")),
            ("Record-Version", TranscriptNotice.Record(provenance)),
            ("Record-Status", TranscriptNotice.Status(contents.Transcript)),
            ("Record-Hash", provenance.Hash),
            ("Record-Notice", TranscriptNotice.Disclaimer),
        ];
        return string.Concat(facts.Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => $"{fact.Name}: {fact.Value}\n"));
    }
}

/// <summary>What a bundle is made of.</summary>
/// <param name="Transcript">The transcript.</param>
/// <param name="Provenance">Where it comes from; with the position and hash of the last event of the log.</param>
/// <param name="Keys">The public keys with which the installation signed until now.</param>
/// <param name="Log">Reads the session's log up to that position; asked twice.</param>
public sealed record BundleContents(
    TranscriptView Transcript, TranscriptProvenance Provenance, ImmutableArray<RecordKey> Keys, Func<IAsyncEnumerable<StoredEvent>> Log);
