using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>Where the PostgreSQL database is and how patient it is waited for.</summary>
public sealed class PostgresOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Storage:Postgres";

    /// <summary>The name of the connection string.</summary>
    public const string ConnectionName = "Postgres";

    /// <summary>The database, as Npgsql reads it; with several hosts the one that can be written to is used. From <c>ConnectionStrings:Postgres</c>.</summary>
    internal string Connection { get; set; } = "";

    /// <summary>
    /// How long the database may take to write, repetitions included, before the people in the meeting are told that it does not answer. The
    /// default is 1.5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan WriteWithin { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How long it may take for everything else, repetitions included: to be connected to, to make its tables, to answer a question. Nobody
    /// in the meeting waits that long for an answer to a command. The default is 15 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ReadWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Explain(Connection) is { } fault)
        {
            yield return new ValidationResult(fault);
        }
    }

    /// <summary>What is wrong with a connection string, in words; null where nothing is.</summary>
    internal static string? Explain(string connection)
    {
        if (connection.Contains("://", StringComparison.Ordinal))
        {
            return "ConnectionStrings:Postgres cannot be read: it is written Host=…;Database=…;Username=…;Password=… and not as an address with ://.";
        }

        try
        {
            var read = new NpgsqlConnectionStringBuilder(connection);
            return string.IsNullOrEmpty(read.Host) ? "ConnectionStrings:Postgres names no Host."
                : string.IsNullOrEmpty(read.Database) && string.IsNullOrEmpty(read.Username) ? "ConnectionStrings:Postgres names no Database."
                : null;
        }
        catch (ArgumentException e)
        {
            return $"ConnectionStrings:Postgres cannot be read: {e.Message}";
        }
    }
}
