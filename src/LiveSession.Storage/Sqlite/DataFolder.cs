using LiveSession.Core.Log;

namespace LiveSession.Storage.Sqlite;

/// <summary>The folder of an installation without a database server: what lies where in it, and that one program uses it at a time.</summary>
/// <param name="path">The folder.</param>
public sealed class DataFolder(string path)
{
    // EWOULDBLOCK, and a violation of sharing.
    private const int HeldOnLinux = 11;
    private const int HeldOnMac = 35;
    private const int HeldOnWindows = 32;

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The file of all logs, unless the operator put it elsewhere.</summary>
    public string Archive => System.IO.Path.Combine(Path, "livesession.db");

    /// <summary>The folder of the keys that protect sign-ins.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>The folder of what machines found in transcripts. It can be deleted; it is found again.</summary>
    public string Analysis => System.IO.Path.Combine(Path, "analysis");

    /// <summary>Takes the folder until what is returned is disposed; the system lets go of it when the process ends, however it ends.</summary>
    /// <exception cref="LogUnavailableException">Another server uses it.</exception>
    public IDisposable Take() => Take(System.IO.Path.Combine(Path, "livesession.lock"), $"the folder {Path}");

    /// <summary>Takes an archive that lies elsewhere, in the same way: the folder of each server may be its own, and the file one.</summary>
    /// <exception cref="LogUnavailableException">Another server uses it.</exception>
    public static IDisposable TakeFile(string archive) => Take($"{System.IO.Path.GetFullPath(archive)}.lock", $"the archive {archive}");

    private static FileStream Take(string mark, string what)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(mark)!);
            return new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is HeldOnLinux or HeldOnMac or HeldOnWindows)
        {
            throw new LogUnavailableException($"another server uses {what}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LogUnavailableException($"the database's folder cannot be written to: {e.Message.TrimEnd('.')}", e);
        }
    }
}
