using System.Globalization;
using LiveSession.Client.Resources;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Refusals;

/// <summary>Says a refusal in the language of the page. A code this version does not know is said in the words that came with it.</summary>
public sealed class RejectionText(IStringLocalizer<Text> words)
{
    /// <summary>One sentence for the person who asked.</summary>
    public string Of(Rejection rejection)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        var key = string.Create(CultureInfo.InvariantCulture, $"Rejection.{rejection.Code}");
        var found = rejection.About is null && words[$"{key}.Nobody"] is { ResourceNotFound: false } unnamed
            ? unnamed
            : words[key, rejection.About ?? ""];
        return found.ResourceNotFound ? rejection.Message : found.Value;
    }
}
