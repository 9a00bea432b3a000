using System.Globalization;
using LiveSession.Core.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>Says in plain words what SQLite says in codes.</summary>
internal static class SqliteFaults
{
    public const int ReadOnly = 8;
    public const int Constraint = 19;

    public static LogUnavailableException Explain(Exception fault) => fault switch
    {
        LogUnavailableException explained => explained,
        SqliteException sqlite => new LogUnavailableException(ReasonFor(sqlite.SqliteErrorCode), sqlite),
        UnauthorizedAccessException => new LogUnavailableException("access to the database file is denied", fault),
        IOException => new LogUnavailableException("the folder of the database cannot be used", fault),
        _ => new LogUnavailableException(Outage.Unforeseen, fault),
    };

    // https://sqlite.org/rescode.html
    private static string ReasonFor(int code) => code switch
    {
        3 or 23 => "access to the database file is denied",
        5 or 6 => "the database is locked by another program",
        7 => "the server is out of memory",
        ReadOnly => "the database is read-only",
        10 => "the disk reports an error",
        11 => "the database file is damaged",
        13 => "the disk is full",
        14 => "the database file cannot be opened",
        26 => "the database file is damaged or is not a database",
        _ => string.Create(CultureInfo.InvariantCulture, $"the database reports error {code}"),
    };
}
