using System.ComponentModel.DataAnnotations;

namespace LiveSession.Server.Operations;

/// <summary>The proxies in front of this server.</summary>
public sealed class ProxyOptions : IValidatableObject
{
    public const string Section = "Proxy";

    /// <summary>
    /// Addresses and networks of the proxies that are believed when they say who asked, and whether by https: <c>10.0.0.7</c>,
    /// <c>10.0.0.0/8</c>. None by default: whoever connects is who asked.
    /// </summary>
    public string[] Trust { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Trust.Where(text => Networks.Read(text) is null).Select(text => new ValidationResult(
            $"The field Trust holds \"{text}\", which is neither an address nor a network such as 10.0.0.0/8.", [nameof(Trust)]));
}
