using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LiveSession.Analysis.Layers;

/// <summary>
/// The results of one session, by a hash of what was asked: provider, model, kind, language and text. No text is kept beside what a result quotes, and
/// what a sweep finds unused is forgotten, so that of words that no longer stand in a transcript nothing is left.
/// </summary>
public sealed class AnalysisCache
{
    private readonly ConcurrentDictionary<string, PassageAnalysis> _results = new();
    private ConcurrentDictionary<string, bool> _used = new();
    private volatile bool _changed;

    /// <summary>How many results there are.</summary>
    public int Count => _results.Count;

    /// <summary>What a result is kept under.</summary>
    /// <param name="provider">Who is asked.</param>
    /// <param name="model">Which version of the model is asked for.</param>
    /// <param name="kind">What is looked for.</param>
    /// <param name="passage">Where.</param>
    public static string KeyOf(string provider, string model, AnalysisKind kind, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider}\n{model}\n{kind}\n{passage.Language}\n{passage.Text}")));
    }

    /// <summary>The results that were kept in a file; none where it is not there or cannot be read.</summary>
    /// <param name="file">The file.</param>
    public static AnalysisCache Load(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var cache = new AnalysisCache();
        try
        {
            using var content = file.OpenRead();
            foreach (var (key, result) in JsonSerializer.Deserialize<Dictionary<string, PassageAnalysis>>(content, ProtocolJson.Options) ?? [])
            {
                cache._results[key] = result;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            // It is asked for again.
        }

        return cache;
    }

    /// <summary>A result that is known already.</summary>
    /// <param name="key">What it is kept under.</param>
    public PassageAnalysis? Find(string key)
    {
        _used[key] = true;
        return _results.GetValueOrDefault(key);
    }

    /// <summary>Keeps a result. One that failed is not kept.</summary>
    /// <param name="key">What it is kept under.</param>
    /// <param name="result">The result.</param>
    public void Keep(string key, PassageAnalysis result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Outcome is not AnalysisOutcome.Failed)
        {
            (_results[key], _changed) = (result, true);
        }
    }

    /// <summary>Forgets what nobody asked for since the last sweep.</summary>
    public void Sweep()
    {
        var used = Interlocked.Exchange(ref _used, new());
        foreach (var key in _results.Keys.Where(key => !used.ContainsKey(key)))
        {
            _changed |= _results.TryRemove(key, out _);
        }
    }

    /// <summary>Writes what is new into a file: whole, or not at all.</summary>
    /// <param name="file">The file.</param>
    public void Save(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!_changed)
        {
            return;
        }

        _changed = false;
        file.Directory!.Create();
        var fresh = file.FullName + ".new";
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(_results.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(), ProtocolJson.Options));
        File.Move(fresh, file.FullName, overwrite: true);
    }
}
