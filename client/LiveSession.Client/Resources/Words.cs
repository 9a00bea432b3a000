using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Resources;

/// <summary>Two more ways to say a sentence of the resources: with a number, and with names set apart from the text around them.</summary>
public static class Words
{
    // Letters of every script stay as they are: an Arabic name is not forty numeric references.
    private static readonly HtmlEncoder Readable = HtmlEncoder.Create(UnicodeRanges.All);

    extension(IStringLocalizer words)
    {
        /// <summary>The wording for a number: the resources hold <c>key.one</c> and <c>key.other</c>, and {0} is the number.</summary>
        public string Count(string key, int number)
        {
            var isOne = number == 1 || (number == 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr");
            return words[$"{key}.{(isOne ? "one" : "other")}", number];
        }

        /// <summary>A sentence about somebody: each name in its own <c>bdi</c>, so that its direction does not disturb the sentence.</summary>
        public MarkupString About(string key, params string[] names) => new(string.Format(
            CultureInfo.CurrentCulture,
            Readable.Encode(words[key]),
            [.. names.Select(name => $"<bdi>{Readable.Encode(name)}</bdi>")]));
    }
}
