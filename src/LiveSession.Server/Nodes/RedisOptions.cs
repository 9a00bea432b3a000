using System.ComponentModel.DataAnnotations;
using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>How nodes speak with each other through Redis. Whether they do is said by <c>ConnectionStrings:Redis</c>.</summary>
public sealed class RedisOptions : IValidatableObject
{
    public const string Section = "Redis";

    /// <summary>What every channel and key begins with; installations that share a Redis need one each. The default is <c>livesession</c>.</summary>
    [RegularExpression("^[a-z0-9-]{1,40}$")]
    public string Prefix { get; set; } = "livesession";

    /// <summary>How many bytes one message may have; what was appended beyond that is read from the archive. The default is 1,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public int LargestMessage { get; set; } = 1_000_000;

    /// <summary>How long Redis may take to answer a question, or not pass on this node's own word, before it counts as away. The default is 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")]
    public TimeSpan AwayAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the people of a node that is silent still count. The default is 6 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan NodeExpiry { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>Where Redis is; null when this installation does without.</summary>
    internal string? Connection { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Connection) && Explain(Connection) is { } fault)
        {
            yield return new ValidationResult($"ConnectionStrings:Redis cannot be read: {fault}");
        }
    }

    private static string? Explain(string connection)
    {
        if (connection.Contains("://", StringComparison.Ordinal))
        {
            return "it is written HOST:PORT,password=…,ssl=true and not as an address with ://.";
        }

        try
        {
            return ConfigurationOptions.Parse(connection).EndPoints.Count == 0 ? "it names no server." : null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
