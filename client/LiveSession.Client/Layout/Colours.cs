using System.Globalization;

namespace LiveSession.Client.Layout;

/// <summary>What eyes make of two colours, by the formulas of WCAG 2.2. A colour is six hexadecimal digits; <c>Scripts/contrast.ts</c> reckons the same.</summary>
public static class Colours
{
    /// <summary>The contrast that letters of ordinary size need at least.</summary>
    public const double Least = 4.5;

    /// <summary>How well one stands out from the other: 1 not at all, 21 as black from white.</summary>
    public static double Contrast(string one, string other)
    {
        var (darker, lighter) = (Math.Min(Luminance(one), Luminance(other)), Math.Max(Luminance(one), Luminance(other)));
        return (lighter + .05) / (darker + .05);
    }

    /// <summary>Whether white stands out from it better than black.</summary>
    public static bool IsDark(string colour) => Contrast(colour, "ffffff") > Contrast(colour, "000000");

    private static double Luminance(string colour) => (.2126 * Light(colour, 0)) + (.7152 * Light(colour, 2)) + (.0722 * Light(colour, 4));

    private static double Light(string colour, int at)
    {
        var part = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
        return part <= .04045 ? part / 12.92 : Math.Pow((part + .055) / 1.055, 2.4);
    }
}
