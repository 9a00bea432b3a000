using System.ComponentModel.DataAnnotations;

namespace LiveSession.Server.Operations;

/// <summary>How a process that is told to stop lets its connections go. One node alone needs neither; several behind a proxy need both.</summary>
public sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>How long everything goes on as before while <c>/healthz/open</c> says no, so that the proxy notices first. The default is 0.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Notice { get; set; }

    /// <summary>
    /// Over which time connections are sent away one after the other, to nodes that take them at once. The default is 0: all are told
    /// together, and to return to this place within three seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan Spread { get; set; }
}
