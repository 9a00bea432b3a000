using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveSession.Protocol;

/// <summary>How everything of this vocabulary is written as JSON: camelCase, enums as words, nulls left out, no needless escapes.</summary>
public static class ProtocolJson
{
    /// <summary>The settings; read-only, share them.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Brings somebody else's settings (SignalR's, the web host's) to ours.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // Captions are text in six scripts. The HTML-safe default would write each Arabic letter as six bytes of escape;
        // JSON that goes into a page is encoded there.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
