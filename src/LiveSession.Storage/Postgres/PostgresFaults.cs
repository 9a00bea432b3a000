using System.Net.Sockets;
using LiveSession.Core.Log;
using Npgsql;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace LiveSession.Storage.Postgres;

/// <summary>Says in plain words what PostgreSQL says in codes.</summary>
internal static class PostgresFaults
{
    private const string NoAnswer = "the database does not answer";

    public static LogUnavailableException Explain(Exception fault) =>
        fault as LogUnavailableException ?? new LogUnavailableException(ReasonFor(fault), fault);

    /// <summary>Whether the same may go well a moment later. What is appended again is found to be there already.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.InsufficientPrivilege } => false,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => true,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is IOException or SocketException,
        IOException or SocketException or TimeoutException or TimeoutRejectedException => true,
        LogUnavailableException { InnerException: BrokenCircuitException } => true,
        LogUnavailableException { InnerException: { } cause } => IsPassing(cause),
        _ => false,
    };

    private static string ReasonFor(Exception fault) => fault switch
    {
        PostgresException postgres => ReasonFor(postgres),
        BrokenCircuitException { InnerException: { } last } => ReasonFor(last),
        TimeoutRejectedException or TimeoutException or BrokenCircuitException => NoAnswer,
        NpgsqlException { InnerException: TimeoutException } => NoAnswer,
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } =>
            "the name of the database server is not known",
        NpgsqlException { InnerException: SocketException } or SocketException => "the database server cannot be reached",
        NpgsqlException { InnerException: IOException } or IOException => "the connection to the database was cut",
        NpgsqlException { InnerException: AggregateException { InnerExceptions: [var first, ..] } } => ReasonFor(first),
        NpgsqlException when fault.Message.Contains("No suitable host", StringComparison.Ordinal) => "no database server that can be written to was found",
        NpgsqlException when fault.Message.Contains("pool has been exhausted", StringComparison.Ordinal) => "the database is too busy",
        NpgsqlException => $"the database cannot be used: {fault.Message}",
        ObjectDisposedException => "the server is stopping",
        _ => Outage.Unforeseen,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static string ReasonFor(PostgresException fault) => fault.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "the database refuses this user or its password",
        PostgresErrorCodes.InvalidCatalogName => "the database does not exist on its server",
        PostgresErrorCodes.InsufficientPrivilege => $"the database's user lacks a right: {fault.MessageText}",
        PostgresErrorCodes.ReadOnlySqlTransaction => "the database is read-only",
        PostgresErrorCodes.DiskFull => "the disk of the database is full",
        PostgresErrorCodes.OutOfMemory => "the database server is out of memory",
        PostgresErrorCodes.TooManyConnections => "the database takes no more connections",
        PostgresErrorCodes.CannotConnectNow => "the database is starting or stopping",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "the connection to the database was cut",
        PostgresErrorCodes.QueryCanceled => NoAnswer,
        PostgresErrorCodes.LockNotAvailable => "the database is locked by another program",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn =>
            "tables of the database are missing",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => "the database is damaged",
        PostgresErrorCodes.IoError => "the disk of the database reports an error",
        _ => $"the database reports error {fault.SqlState}: {fault.MessageText}",
    };
}
