using LiveSession.Core.Log;

namespace LiveSession.Storage.Sqlite;

/// <summary>The folder of an installation without a database server: what lies where in it, and that one program uses it at a time.</summary>
/// <param name="path">The folder.</param>
public sealed class DataFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The file of all logs, unless the operator put it elsewhere.</summary>
    public string Archive => System.IO.Path.Combine(Path, "livesession.db");

    /// <summary>The folder of the keys that protect sign-ins.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Takes the folder until what is returned is disposed; the system lets go of it when the process ends, however it ends.</summary>
    /// <exception cref="LogUnavailableException">Another server uses it.</exception>
    public IDisposable Take()
    {
        Directory.CreateDirectory(Path);
        try
        {
            return new FileStream(System.IO.Path.Combine(Path, "livesession.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new LogUnavailableException($"another server uses the folder {Path}", e);
        }
    }
}
