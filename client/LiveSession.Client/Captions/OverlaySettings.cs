using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LiveSession.Client.Captions;

/// <summary>How the overlay looks, read from its address: whoever sets up a stream keeps everything in one line. Anything else is passed over.</summary>
/// <param name="Lines"><c>lines</c>: how many roll up, 1 to 6.</param>
/// <param name="Size"><c>size</c>: the letters' size in pixels, 12 to 200.</param>
/// <param name="Font"><c>font</c>: a font of the machine that shows it, or several.</param>
/// <param name="Colour"><c>color</c>: of the letters, a name or a hexadecimal number.</param>
/// <param name="Outline"><c>outline</c>: of their edge.</param>
/// <param name="Background"><c>background</c>: behind the words; transparent unless set.</param>
/// <param name="Position"><c>position</c>: <c>bottom</c>, <c>middle</c> or <c>top</c>.</param>
/// <param name="Width"><c>width</c>: of the screen, in percent, 20 to 100.</param>
/// <param name="Names"><c>names</c>: <c>off</c> leaves the speakers' names out.</param>
/// <param name="Hide"><c>hide</c>: after how many seconds without words the screen is cleared; 0 never.</param>
public sealed partial record OverlaySettings(
    int Lines = 2, int Size = 48, string Font = "", string Colour = "white", string Outline = "black", string Background = "transparent",
    string Position = "bottom", int Width = 90, bool Names = true, int Hide = 20)
{
    private static readonly OverlaySettings Usual = new();

    /// <summary>What a request asks for.</summary>
    public static OverlaySettings Of(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(
            Number(query, "lines", 1, 6, Usual.Lines),
            Number(query, "size", 12, 200, Usual.Size),
            query["font"].ToString() is var font && FontName().IsMatch(font) ? font : Usual.Font,
            ColourOf(query, "color", Usual.Colour),
            ColourOf(query, "outline", Usual.Outline),
            ColourOf(query, "background", Usual.Background),
            query["position"].ToString() is "top" or "middle" ? query["position"].ToString() : Usual.Position,
            Number(query, "width", 20, 100, Usual.Width),
            query["names"] != "off",
            Number(query, "hide", 0, 3_600, Usual.Hide));
    }

    /// <summary>The settings as the style sheet takes them.</summary>
    public string Style => string.Create(CultureInfo.InvariantCulture,
        $"--lines:{Lines};--size:{Size}px;--colour:{Colour};--outline:{Outline};--background:{Background};--width:{Width}%")
        + (Font.Length > 0 ? $";--font:{string.Join(',', Font.Split(',').Select(name => $"\"{name.Trim()}\""))}" : "");

    private static int Number(IQueryCollection query, string name, int least, int most, int otherwise) =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : otherwise;

    // The sign before a hexadecimal colour must be escaped in an address, so most people leave it out.
    private static string ColourOf(IQueryCollection query, string name, string otherwise) => query[name].ToString() switch
    {
        var hex when Hexadecimal().IsMatch(hex) => $"#{hex.TrimStart('#')}",
        var word when ColourName().IsMatch(word) => word.ToLowerInvariant(),
        _ => otherwise,
    };

    [GeneratedRegex(@"^[\p{L}0-9 ,-]{1,80}\z")]
    private static partial Regex FontName();

    [GeneratedRegex(@"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^[a-zA-Z]{3,20}\z")]
    private static partial Regex ColourName();
}
