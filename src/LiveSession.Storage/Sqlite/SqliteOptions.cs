using System.ComponentModel.DataAnnotations;

namespace LiveSession.Storage.Sqlite;

/// <summary>Where the embedded database is and how patient it is.</summary>
public sealed class SqliteOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Storage:Sqlite";

    /// <summary>
    /// The database file; its folder is created when missing. Must be on a local disk. The default is <c>data/livesession.db</c> under
    /// the working directory.
    /// </summary>
    [Required]
    public string Path { get; set; } = "data/livesession.db";

    /// <summary>
    /// How long to wait while another program has the database locked, before saying so to the people in the meeting. The default is
    /// five seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
