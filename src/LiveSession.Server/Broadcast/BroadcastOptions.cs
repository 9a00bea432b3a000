using System.ComponentModel.DataAnnotations;

namespace LiveSession.Server.Broadcast;

/// <summary>How sessions reach their readers.</summary>
public sealed class BroadcastOptions
{
    public const string Section = "Broadcast";

    /// <summary>How many of a session's latest publications are kept for readers that lag. The default is 512.</summary>
    [Range(16, 100_000)]
    public int Ring { get; set; } = 512;

    /// <summary>How many caption lines a snapshot holds. The default is 100.</summary>
    [Range(20, 2_000)]
    public int SnapshotLines { get; set; } = 100;

    /// <summary>How many missed events are replayed to a reader that returns; beyond it gets a snapshot. The default is 1,000.</summary>
    [Range(0, 20_000)]
    public int MostMissed { get; set; } = 1_000;

    /// <summary>How long a reader may leave a message unread before it is cut off. The default is 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StallLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The shortest time between two drafts of a track. The default is 100 milliseconds: ten a second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:00:05")]
    public TimeSpan DraftInterval { get; set; } = TimeSpan.FromMilliseconds(100);
}
