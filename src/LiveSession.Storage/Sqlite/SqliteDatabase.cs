using System.Globalization;
using LiveSession.Core.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>The database file: opens connections to it that keep the promises of the log.</summary>
internal sealed class SqliteDatabase
{
    private readonly TimeSpan _busyTimeout;
    private readonly string _writing;
    private readonly string _reading;

    public SqliteDatabase(SqliteOptions options)
    {
        File = Path.GetFullPath(options.Path);
        _busyTimeout = options.BusyTimeout;
        _writing = ConnectionString(SqliteOpenMode.ReadWriteCreate, pooling: false);
        _reading = ConnectionString(SqliteOpenMode.ReadWrite, pooling: true);
    }

    /// <summary>Where it is.</summary>
    public string File { get; }

    /// <summary>Lets a test bring a connection for writing into a bad state, as a full or write-protected disk would.</summary>
    internal Action<SqliteConnection>? WriterOpened { get; set; }

    /// <summary>The one connection that writes. Creates the file and brings its tables up to date.</summary>
    public SqliteConnection OpenWriter()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var connection = new SqliteConnection(_writing);
        try
        {
            connection.Open();
            SetBusyTimeout(connection);
            SqliteSchema.RefuseUnknown(connection);
            if ((string)connection.Scalar("PRAGMA journal_mode = WAL")! != "wal")
            {
                throw new LogUnavailableException("the database is not on a local disk");
            }

            // An acknowledged event survives a power cut: every commit is on the disk before it returns.
            // What is overwritten leaves nothing behind in the file: words may have to be redacted.
            connection.Execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = ON");
            SqliteSchema.Apply(connection);
            WriterOpened?.Invoke(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection from the pool that cannot write and never waits for the writer.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_reading);
        try
        {
            connection.Open();
            SetBusyTimeout(connection);
            connection.Execute("PRAGMA query_only = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes the connections for reading that nobody uses.</summary>
    public void CloseReaders()
    {
        using var connection = new SqliteConnection(_reading);
        SqliteConnection.ClearPool(connection);
    }

    private void SetBusyTimeout(SqliteConnection connection) =>
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {_busyTimeout.TotalMilliseconds:F0}"));

    private string ConnectionString(SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = File,
        Mode = mode,
        Pooling = pooling,
        // The provider repeats a busy statement for this many seconds on top of SQLite's own waiting; one is the least it takes.
        DefaultTimeout = 1,
    }.ConnectionString;
}
