using System.Text.Json;
using LiveSession.Core.Log;

namespace LiveSession.Publishing.Bundle;

/// <summary>The keys of an installation, as they are given out.</summary>
/// <param name="Keys">In the order they were made.</param>
public sealed record BundleKeys(ImmutableArray<RecordKey> Keys)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="JsonException">They are not there.</exception>
    public static BundleKeys Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<BundleKeys>(json, BundleJson.Options) is { Keys.IsDefault: false } keys && keys.Keys.All(key => key is { Id: not null, PublicKey: not null })
            ? keys
            : throw new JsonException("There is no list of keys in it.");
}

/// <summary>The signature of a bundle.</summary>
/// <param name="Format">What it is.</param>
/// <param name="Algorithm">How it was made.</param>
/// <param name="Key">The id of the key.</param>
/// <param name="Signed">The file whose bytes were signed.</param>
/// <param name="Signature">In base64.</param>
internal sealed record BundleSignature(string Format, string Algorithm, string Key, string Signed, string Signature)
{
    public const string FormatName = "livesession-signature-1";
    public const string Es256 = "ES256";
}

internal static class BundleJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
}
