using LiveSession.Core.Captions;
using LiveSession.Core.Log;

namespace LiveSession.Testing.Log;

/// <summary>Events to fill logs with, when a test does not care which.</summary>
public static class Sample
{
    public static DateTimeOffset Ten { get; } = new(2017, 9, 25, 10, 0, 0, TimeSpan.Zero);

    public static LogId Log() => LogId.Of(SessionId.New());

    public static NewEvent Line(string text) => Of(new CaptionLineAdded("floor", "en", text, null, null));

    public static NewEvent Of(LogEvent happened) => new(Ten, ParticipantId.New(), CommandId.New(), happened);

    public static IReadOnlyList<NewEvent> Lines(int count) => [.. Enumerable.Range(1, count).Select(n => Line($"line {n}"))];

    /// <summary>The words of a line that was read back.</summary>
    public static string TextOf(LoggedEvent happened) => ((CaptionLineAdded)happened.Event).Text;
}
