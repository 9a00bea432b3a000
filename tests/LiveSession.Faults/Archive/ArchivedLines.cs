using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace LiveSession.Faults.Archive;

/// <summary>The caption lines in an archive, read from the file itself with nothing of the product in between.</summary>
internal static class ArchivedLines
{
    public static ImmutableArray<ArchivedLine> Read(string archive, SessionId session)
    {
        var lines = ImmutableArray.CreateBuilder<ArchivedLine>();
        var expected = 0L;
        foreach (var (sequence, canonical) in Events(archive, session))
        {
            sequence.ShouldBe(++expected);
            using var json = JsonDocument.Parse(canonical);
            if (json.RootElement.GetProperty("type").GetString() == "caption-line-added")
            {
                var data = json.RootElement.GetProperty("data");
                lines.Add(new ArchivedLine(
                    sequence, json.RootElement.GetProperty("cmd").GetGuid(), data.GetProperty("track").GetString()!, json.RootElement.GetProperty("words").GetString()!,
                    data.TryGetProperty("speaker", out var speaker) ? speaker.GetString() : null));
            }
        }

        return lines.ToImmutable();
    }

    /// <summary>The sequence of a session's last event.</summary>
    public static long EndOf(string archive, SessionId session) => Events(archive, session).Select(happened => happened.Sequence).DefaultIfEmpty().Max();

    private static List<(long Sequence, byte[] Canonical)> Events(string archive, SessionId session)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = archive, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, canonical FROM event WHERE log = $log ORDER BY sequence";
        command.Parameters.AddWithValue("$log", $"session/{session}");
        using var row = command.ExecuteReader();
        var events = new List<(long, byte[])>();
        while (row.Read())
        {
            events.Add((row.GetInt64(0), row.GetFieldValue<byte[]>(1)));
        }

        return events;
    }
}

/// <summary>A caption line as it was stored.</summary>
/// <param name="Number">The sequence of its event.</param>
/// <param name="Command">The command that brought it.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Text">The words.</param>
/// <param name="Speaker">The captioner's mark.</param>
internal sealed record ArchivedLine(long Number, Guid Command, string Track, string Text, string? Speaker);
