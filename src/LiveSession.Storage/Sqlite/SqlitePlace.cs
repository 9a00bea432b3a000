using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LiveSession.Storage.Sqlite;

/// <summary>
/// The note beside a database file: whose it is and how many events it had. A file that was copied into another folder has none, and one
/// that was put back in its place has fewer events than its note says. What came last may be missing then.
/// </summary>
internal sealed partial class SqlitePlace(string database, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    private readonly Lock _writing = new();
    private string? _identity;
    private long _events;
    private long _writtenAt;

    private string Note => $"{database}.place";

    /// <summary>Whether the file is another than the one that was last used here.</summary>
    /// <param name="identity">Whose it says it is; null where no server has used it yet.</param>
    /// <param name="events">How many events it has.</param>
    public bool IsMoved(string? identity, long events) =>
        identity is not null && (Read() is not { } note || note.Identity != identity || note.Events > events);

    /// <summary>From now on the note is kept.</summary>
    public void Begin(string identity, long events)
    {
        lock (_writing)
        {
            (_identity, _events) = (identity, events);
            Write();
        }
    }

    /// <summary>Events were added. The note follows within a minute: it only has to know of more than an old backup does.</summary>
    public void Grow(int events)
    {
        lock (_writing)
        {
            _events += events;
            if (_identity is not null && time.GetElapsedTime(_writtenAt) >= Often)
            {
                TryWrite();
            }
        }
    }

    /// <summary>The note is exact.</summary>
    public void End()
    {
        lock (_writing)
        {
            if (_identity is not null)
            {
                TryWrite();
            }
        }
    }

    private (string Identity, long Events)? Read() =>
        File.Exists(Note) && File.ReadAllText(Note).Split(' ') is [var identity, var events]
        && long.TryParse(events, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (identity, count) : null;

    private void TryWrite()
    {
        try
        {
            Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody's words wait for a note; whether the disk is full is said where something is recorded.
            Log.NoteNotWritten(logger, Note, e.Message);
        }
    }

    private void Write()
    {
        // Tried again no sooner where it fails.
        _writtenAt = time.GetTimestamp();
        File.WriteAllText($"{Note}.new", string.Create(CultureInfo.InvariantCulture, $"{_identity} {_events}"));
        File.Move($"{Note}.new", Note, overwrite: true);
    }

    private static partial class Log
    {
        [LoggerMessage(303, LogLevel.Warning, "The note {Note} could not be written: {Reason}")]
        public static partial void NoteNotWritten(ILogger logger, string note, string reason);
    }
}
