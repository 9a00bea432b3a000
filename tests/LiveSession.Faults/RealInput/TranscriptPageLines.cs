using System.Net;
using System.Text.RegularExpressions;

namespace LiveSession.Faults.RealInput;

/// <summary>The lines that stand on a transcript page, as a reader of its HTML finds them.</summary>
internal static partial class TranscriptPageLines
{
    public static ImmutableArray<(long Number, string Text)> In(string html) =>
    [
        .. Line().Matches(html).Select(match => (
            long.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture), WebUtility.HtmlDecode(match.Groups["text"].Value))),
    ];

    [GeneratedRegex("<p id=\"l(?<number>[0-9]+)\"[^>]*>(?<text>[^<]*)</p>")]
    private static partial Regex Line();
}
