using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>Tells a file's format from its contents; names and endings lie.</summary>
internal static partial class FormatSniffer
{
    public static CaptionFileFormat FormatOf(ImmutableArray<FileLine> lines)
    {
        var filled = lines.Where(line => !line.IsBlank).Select(line => line.Text).ToArray();
        if (filled is not [var first, ..])
        {
            throw new CaptionFileException("The file is empty.");
        }

        if (ForeignFormat().Match(first.TrimStart()) is { Success: true } foreign)
        {
            throw new CaptionFileException($"The file begins with {foreign.Value}: this is not a caption file of a known kind (WebVTT, SRT, CART text, headings, IRC log).");
        }

        return WebVttReader.IsHeader(first) ? CaptionFileFormat.WebVtt
            : filled.Take(10).Any(SubRipReader.IsTiming) ? CaptionFileFormat.SubRip
            : filled.Take(20).Count(IrcLogReader.IsEntry) * 2 > Math.Min(filled.Length, 20) ? CaptionFileFormat.IrcLog
            : filled.Any(HeadingsReader.IsTurn) ? CaptionFileFormat.Headings
            : CaptionFileFormat.Cart;
    }

    [GeneratedRegex(@"^(<\?xml|<!DOCTYPE|<[A-Za-z][A-Za-z:]*[\s>]|\{\s*(""|$)|\[\s*[\{""]|\[Script Info\])", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignFormat();
}
