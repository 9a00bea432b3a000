using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LiveSession.Analysis.Azure;

/// <summary>Remembers the jobs that the service was given, so that a restart asks after them and does not pay for them again.</summary>
public interface IPendingJobs
{
    /// <summary>Where a job is looked after; null where none is known.</summary>
    Uri? Find(string key);

    /// <summary>A job was begun.</summary>
    void Remember(string key, Uri job);

    /// <summary>A job is done, or lost.</summary>
    void Forget(string key);
}

/// <summary>Remembers while the program runs.</summary>
public sealed class PendingJobsInMemory : IPendingJobs
{
    private readonly ConcurrentDictionary<string, Uri> _jobs = new();

    /// <inheritdoc/>
    public Uri? Find(string key) => _jobs.GetValueOrDefault(key);

    /// <inheritdoc/>
    public void Remember(string key, Uri job) => _jobs[key] = job;

    /// <inheritdoc/>
    public void Forget(string key) => _jobs.TryRemove(key, out _);
}

/// <summary>Remembers in a folder: one small file for each job, named by a hash, without a word of the text.</summary>
/// <param name="folder">The folder; made where it is not there.</param>
public sealed class PendingJobsInFolder(DirectoryInfo folder) : IPendingJobs
{
    /// <inheritdoc/>
    public Uri? Find(string key)
    {
        try
        {
            return Uri.TryCreate(File.ReadAllText(PathOf(key)), UriKind.Absolute, out var job) ? job : null;
        }
        catch (IOException)
        {
            // Not there, or half written when the power failed: the job is begun again.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Remember(string key, Uri job)
    {
        ArgumentNullException.ThrowIfNull(job);
        folder.Create();
        File.WriteAllText(PathOf(key), job.AbsoluteUri);
    }

    /// <inheritdoc/>
    public void Forget(string key) => File.Delete(PathOf(key));

    private string PathOf(string key) => Path.Combine(folder.FullName, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + ".job");
}
