using System.Globalization;

namespace LiveSession.Cli.Export;

/// <summary>A session as its address names it: <c>wgec-5/2</c>.</summary>
/// <param name="Slug">The meeting's short name.</param>
/// <param name="Number">The session's number.</param>
internal sealed record SessionPlace(string Slug, int Number)
{
    public static SessionPlace Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } slug, var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new SessionPlace(slug, number)
            : throw new CommandFailedException($"--session takes a meeting's short name and a session's number, such as wgec-5/2, not {text}", ExitCode.BadUsage);

    /// <summary>The path of what is to be fetched: text, log, or a format called as its files end.</summary>
    public string PathOf(string format)
    {
        var ending = format switch { "text" => "txt", "cart" => "cart.txt", "log" => "jsonl", "bundle" => "zip", _ => format };
        return string.Create(CultureInfo.InvariantCulture, $"/m/{Uri.EscapeDataString(Slug)}/{Number}/transcript.{ending}");
    }
}
