using System.IO.Compression;
using System.Text.RegularExpressions;

namespace LiveSession.Client.Tests.Layout;

public sealed partial class StyleTests
{
    public static TheoryData<string> Sheets => [.. Directory.EnumerateFiles(Source.Client, "*.css", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(file => Path.GetRelativePath(Source.Client, file))];

    [Theory, MemberData(nameof(Sheets))]
    public void Nothing_is_placed_by_left_and_right(string sheet) =>
        Physical().Matches(File.ReadAllText(Path.Combine(Source.Client, sheet))).Select(match => match.Value).ShouldBeEmpty();

    [Theory]
    [InlineData("a { margin-left: 1rem }")]
    [InlineData("a { text-align: right }")]
    [InlineData("a { left: 0 }")]
    public void Something_placed_by_left_and_right_would_be_noticed(string rule) => Physical().IsMatch(rule).ShouldBeTrue();

    [Fact]
    public void The_readers_style_sheet_stays_under_six_kilobytes()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(Path.Combine(Source.Client, "wwwroot", "livesession.css")));
        }

        packed.Length.ShouldBeLessThan(6 * 1024);
    }

    [Fact]
    public void The_observers_script_stays_under_twenty_four_kilobytes()
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(File.ReadAllBytes(Path.Combine(Source.Client, "wwwroot", "js", "observer.js")));
        }

        packed.Length.ShouldBeLessThan(24 * 1024);
    }

    [GeneratedRegex(@"\b(?:left|right)\b(?=\s*[:;}]|\s+\d)|-(?:left|right)\s*:")]
    private static partial Regex Physical();
}
