using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;

namespace LiveSession.Publishing.Bundle;

/// <summary>
/// Checks a bundle by itself: every byte of the file, every check sum, the signature, the log's hash chain and its seal. It asks nobody, and unpacks
/// nothing.
/// </summary>
public sealed partial class BundleVerifier
{
    private const int LargestTag = 1024 * 1024;

    private readonly Dictionary<string, byte[]> _tags = [];
    private readonly List<string> _faults = [];
    private readonly BundleReading _reading;
    private BundledLog? _log;

    private BundleVerifier(Stream from) => _reading = new BundleReading(from);

    /// <summary>Checks a bundle.</summary>
    /// <param name="from">The zip; it is read once, forwards.</param>
    /// <param name="trusted">Keys known beforehand, one of which must be the signer's; null where there are none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BundleRefusedException">It is no bundle.</exception>
    public static async Task<BundleReport> VerifyAsync(Stream from, BundleKeys? trusted = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        return await new BundleVerifier(from).VerifyAsync(trusted, cancellationToken);
    }

    private async Task<BundleReport> VerifyAsync(BundleKeys? trusted, CancellationToken cancellationToken)
    {
        await _reading.ReadAsync((path, content) => TakeAsync(path, content, cancellationToken), cancellationToken);
        foreach (var needed in new[] { "bagit.txt", "bag-info.txt", TranscriptBundle.ManifestPath, TranscriptBundle.TagManifestPath, TranscriptBundle.SignaturePath, TranscriptBundle.KeysPath, TranscriptBundle.LogPath })
        {
            if (!_reading.Files.ContainsKey(needed))
            {
                throw new BundleRefusedException($"There is no {needed} in it: this is no bundle of LiveSession.");
            }
        }

        if (Tag("bagit.txt") != TranscriptBundle.Declaration)
        {
            _faults.Add("bagit.txt does not say that this is a bag of version 1.0 in UTF-8.");
        }

        CheckManifest(TranscriptBundle.ManifestPath, path => path.StartsWith("data/", StringComparison.Ordinal));
        CheckManifest(
            TranscriptBundle.TagManifestPath,
            path => !path.StartsWith("data/", StringComparison.Ordinal) && path is not (TranscriptBundle.TagManifestPath or TranscriptBundle.SignaturePath));
        var keys = Keys();
        var signer = Signer(keys);
        var isTrusted = trusted is null || signer is null ? (bool?)null : trusted.Keys.Any(key => key.Id == signer);
        if (isTrusted == false)
        {
            _faults.Add($"It is signed with key {signer}, which is none of the keys that are known to be the installation's.");
        }

        var log = _log!;
        _faults.AddRange(log.Faults(keys));
        if (InfoOf("Record-Hash") != log.Verified.Hash)
        {
            _faults.Add("bag-info.txt names another hash than that of the log's last event.");
        }

        return new BundleReport(_reading.Bag, _reading.Files.Count, log.Name, log.Verified.Count, log.Verified.Hash, signer, isTrusted, log.SealedEvents, [.. _faults]) { Redactions = log.Verified.Redactions };
    }

    private async Task TakeAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        if (path == TranscriptBundle.LogPath)
        {
            _log = await BundledLog.ReadAsync(content, cancellationToken);
        }
        else if (!path.StartsWith("data/", StringComparison.Ordinal))
        {
            if (content.Length > LargestTag)
            {
                throw new BundleRefusedException($"{path} is larger than any such file of a bundle.");
            }

            using var tag = new MemoryStream();
            await content.CopyToAsync(tag, cancellationToken);
            _tags[path] = tag.ToArray();
        }
    }

    private void CheckManifest(string manifest, Func<string, bool> concerns)
    {
        var listed = new HashSet<string>();
        foreach (var line in Tag(manifest).Split('\n').SkipLast(1))
        {
            if (ManifestLine().Match(line) is not { Success: true } match || !listed.Add(match.Groups[2].Value))
            {
                _faults.Add($"{manifest} has a line that is no check sum and path, or one twice.");
            }
            else if (!_reading.Files.TryGetValue(match.Groups[2].Value, out var found))
            {
                _faults.Add($"{match.Groups[2].Value} is missing: {manifest} names it.");
            }
            else if (found.Sha256 != match.Groups[1].Value)
            {
                _faults.Add($"{match.Groups[2].Value} was altered: its SHA-256 is not the one in {manifest}.");
            }
        }

        _faults.AddRange(_reading.Files.Keys.Where(path => concerns(path) && !listed.Contains(path)).Select(path => $"{path} was added: {manifest} does not name it."));
    }

    private ImmutableArray<RecordKey> Keys()
    {
        try
        {
            var keys = BundleKeys.Read(_tags[TranscriptBundle.KeysPath]).Keys;
            _faults.AddRange(keys.Where(key => !key.IsSound()).Select(key => $"{TranscriptBundle.KeysPath} has a key that is not what its id says."));
            return keys;
        }
        catch (JsonException e)
        {
            _faults.Add($"{TranscriptBundle.KeysPath} cannot be read: {e.Message}");
            return [];
        }
    }

    private string? Signer(ImmutableArray<RecordKey> keys)
    {
        const string path = TranscriptBundle.SignaturePath;
        try
        {
            var signature = JsonSerializer.Deserialize<BundleSignature>(_tags[path], BundleJson.Options);
            if (signature is { Format: BundleSignature.FormatName, Algorithm: BundleSignature.Es256, Signed: TranscriptBundle.TagManifestPath }
                && _tags[path].AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(signature, BundleJson.Options) + "\n"))
                && keys.FirstOrDefault(key => key.Id == signature.Key) is { } key
                && key.Verifies(_tags[TranscriptBundle.TagManifestPath], signature.Signature))
            {
                return key.Id;
            }

            _faults.Add($"{path} does not fit: either it or {TranscriptBundle.TagManifestPath} was altered, or the key is not in {TranscriptBundle.KeysPath}.");
        }
        catch (JsonException e)
        {
            _faults.Add($"{path} cannot be read: {e.Message}");
        }

        return null;
    }

    private string? InfoOf(string name) => Tag("bag-info.txt").Split('\n')
        .Where(line => line.StartsWith($"{name}: ", StringComparison.Ordinal)).Select(line => line[(name.Length + 2)..]).FirstOrDefault();

    private string Tag(string path) => Encoding.UTF8.GetString(_tags[path]);

    [GeneratedRegex("^([0-9a-f]{64})  ([^ ].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex ManifestLine();
}

/// <summary>The log in a bundle, as it was read on the way.</summary>
internal sealed class BundledLog
{
    private readonly List<(LoggedEvent Event, string Before)> _seals = [];
    private readonly List<LoggedEvent> _redactions = [];
    private readonly List<LoggedEvent> _signed = [];
    private string? _broken;

    private static byte[][] Marks { get; } = ["\"record-sealed\""u8.ToArray(), "\"words-redacted\""u8.ToArray(), "\"redactions-signed\""u8.ToArray()];

    public LogVerification Verified { get; private set; } = new(0, HashChain.Start, null);

    public string? Name { get; private set; }

    public long? SealedEvents { get; private set; }

    public static async Task<BundledLog> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var log = new BundledLog();
        try
        {
            log.Verified = await LogVerifier.VerifyAsync(null, log.WatchAsync(LogExport.ReadAsync(content, cancellationToken)), null, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            log._broken = e.Message;
        }

        return log;
    }

    /// <summary>What is wrong with it.</summary>
    public IEnumerable<string> Faults(ImmutableArray<RecordKey> keys)
    {
        if (_broken is not null)
        {
            yield return $"{TranscriptBundle.LogPath}: {_broken}";
        }

        if (Verified.Fault is { } fault)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{TranscriptBundle.LogPath}: event {fault.Sequence}: {fault.Message}.");
        }

        foreach (var (happened, before) in _seals.Where(seal => seal.Event.Position.Sequence <= Verified.Count))
        {
            var seal = (RecordSealed)happened.Event;
            var head = new LogHead(new LogPosition(happened.Position.Epoch, happened.Position.Sequence - 1), before);
            if (seal.Event == head.Position.Sequence && seal.Hash == head.Hash
                && keys.FirstOrDefault(key => key.Id == seal.Key) is { } key && key.Verifies(LogSeal.Statement(happened.Log, head), seal.Signature))
            {
                SealedEvents = seal.Event;
            }
            else
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{TranscriptBundle.LogPath}: event {happened.Position.Sequence}: the seal does not fit the events before it.");
            }
        }

        foreach (var happened in _signed.Where(signed => signed.Position.Sequence <= Verified.Count && !Fits((RedactionsSigned)signed.Event, signed, keys)))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{TranscriptBundle.LogPath}: event {happened.Position.Sequence}: the signature does not fit the redactions before it.");
        }
    }

    private bool Fits(RedactionsSigned signed, LoggedEvent happened, ImmutableArray<RecordKey> keys)
    {
        var redactions = _redactions.Where(one => one.Position.Sequence < happened.Position.Sequence).Select(one => (one.Position.Sequence, one.Hash)).ToArray();
        return _seals is [.., var seal] && redactions.Select(one => one.Sequence).SequenceEqual(signed.Redactions)
            && keys.FirstOrDefault(key => key.Id == signed.Key) is { } key
            && key.Verifies(LogSeal.Redactions(happened.Log, (RecordSealed)seal.Event.Event, redactions), signed.Signature);
    }

    private async IAsyncEnumerable<StoredEvent> WatchAsync(IAsyncEnumerable<StoredEvent> events)
    {
        var before = HashChain.Start;
        await foreach (var stored in events)
        {
            yield return stored;
            // Asked for the next one: this one was good.
            if (Name is null || Marks.Any(mark => stored.Canonical.Span.IndexOf(mark) >= 0))
            {
                var happened = EventCodec.Decode(stored);
                Name ??= happened.Log.Value;
                switch (happened.Event)
                {
                    case RecordSealed:
                        _seals.Add((happened, before));
                        break;
                    case WordsRedacted:
                        _redactions.Add(happened);
                        break;
                    case RedactionsSigned:
                        _signed.Add(happened);
                        break;
                }
            }

            before = stored.Hash;
        }
    }
}
