using System.Text.RegularExpressions;

namespace LiveSession.Analysis.Entities;

/// <summary>Symbols of documents: <c>A/RES/70/125</c>, <c>E/CN.16/2017/CRP.2</c>, <c>A/C.2/78/L.43/Rev.1</c>, and <c>L.73</c> for short.</summary>
internal static partial class DocumentSymbols
{
    public static IEnumerable<NamedEntity> Find(string text)
    {
        foreach (Match match in Symbol().Matches(text))
        {
            var symbol = match.Value.TrimEnd('.', '/');
            yield return new NamedEntity(symbol, "Document", match.Index, symbol.Length, 0.95)
            {
                Key = symbol,
                Link = new Uri("https://undocs.org/" + symbol),
            };
        }

        foreach (Match match in Short().Matches(text))
        {
            yield return new NamedEntity(match.Value, "Document", match.Index, match.Length, 0.6) { Key = match.Value };
        }
    }

    // The organ, then at least one part with a digit. Speeds, dates and fractions (km/h, and/or, 24/7) have no capital at the start.
    [GeneratedRegex(@"(?<![\p{L}\p{N}/])(?:A|E|S|T|ST|DP|TD|UNEP|CEDAW|CRC|CCPR|CAT|CERD|HRI|FCCC|ECE|ESCAP|LC|WSIS|IGF|CCW|NPT|JIU|ICCD|UNDP)(?=[A-Za-z0-9./()\-]*\d)(?:/[A-Z0-9][A-Za-z0-9.()\-]{0,16}){1,8}", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Symbol();

    [GeneratedRegex(@"(?<![\p{L}\p{N}/.])(?:L|CRP|WP|INF)\.\d{1,4}(?:/(?:Rev|Add|Corr)\.\d{1,2})*(?![\p{L}\p{N}/])", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Short();
}
