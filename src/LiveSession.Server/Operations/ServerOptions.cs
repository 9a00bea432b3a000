using System.ComponentModel.DataAnnotations;

namespace LiveSession.Server.Operations;

/// <summary>Where the installation keeps its things. Bound from the configuration section <c>LiveSession</c>.</summary>
public sealed class ServerOptions
{
    public const string Section = "LiveSession";

    /// <summary>The folder of the archive and the sign-in keys. The default is <c>livesession</c> in the user's local application data.</summary>
    [Required]
    public string Data { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "livesession");

    /// <summary>How long a stopping process waits for what is under way. The default is 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(10);
}
