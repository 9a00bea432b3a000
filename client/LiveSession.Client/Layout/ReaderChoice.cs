using System.Globalization;

namespace LiveSession.Client.Layout;

/// <summary>One thing a reader can choose, under one name in the address, in the cookie and on the document's element.</summary>
/// <param name="Name">Its name, such as <c>size</c>; the document carries the value as <c>data-size</c>.</param>
/// <param name="Values">What can be chosen, in the order offered; none where it is a colour, and any can be.</param>
/// <param name="Default">What holds while nobody chose; it is never kept.</param>
public sealed record ReaderChoice(string Name, ImmutableArray<string> Values, string Default)
{
    /// <summary>The theme in which <see cref="Text"/> and <see cref="Background"/> hold.</summary>
    public const string OwnColours = "own";

    /// <summary>Everything that can be chosen about reading from a list, in the order offered.</summary>
    public static ImmutableArray<ReaderChoice> All { get; } =
    [
        new("size", ["75", "100", "125", "150", "175", "200", "250", "300", "400", "500"], "100"),
        new("theme", ["auto", "light", "dark", "sepia", "contrast", "night", OwnColours], "auto"),
        new("font", ["sans", "serif", "mono", "easy"], "sans"),
        new("leading", ["normal", "wide", "wider"], "normal"),
        new("letters", ["normal", "wide", "wider"], "normal"),
        new("words", ["normal", "wide", "wider"], "normal"),
        new("lines", ["all", "2", "3", "wall"], "all"),
        new("show", ["words", "lines"], "words"),
        new("aloud", ["off", "sentence", "turn"], "off"),
    ];

    /// <summary>The reader's own colour of the letters, six hexadecimal digits.</summary>
    public static ReaderChoice Text { get; } = new("text", [], "1d1b18");

    /// <summary>The reader's own colour behind them.</summary>
    public static ReaderChoice Background { get; } = new("background", [], "faf8f3");

    /// <summary>How many cells the reader's braille display has; chosen on the braille page.</summary>
    public static ReaderChoice Cells { get; } = new("cells", ["18", "20", "32", "40", "80"], "40");

    /// <summary>The language of the pages; chosen by the links in the masthead.</summary>
    public static ReaderChoice Language { get; } = new("lang", ["", "en", "fr"], "");

    /// <summary>The value that is meant by what somebody wrote: of sizes the nearest there is, of colours all six digits. Null where nothing is meant.</summary>
    public string? Understand(string? asked) => asked switch
    {
        null => null,
        "" => Default,
        _ when Values.IsEmpty => Colour(asked),
        _ when Values.Contains(asked) => asked,
        _ when Name == "size" && int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var size) => Nearest(size),
        _ => null,
    };

    // The sign before it must be escaped in an address, so most people leave it out.
    private static string? Colour(string asked) => asked.TrimStart('#') switch
    {
        { Length: 6 } six when six.All(char.IsAsciiHexDigit) => six.ToLowerInvariant(),
        { Length: 3 } three when three.All(char.IsAsciiHexDigit) => string.Concat(three.ToLowerInvariant().SelectMany(digit => new[] { digit, digit })),
        _ => null,
    };

    // Nobody can have meant a size beyond those there are.
    private string? Nearest(int size)
    {
        var sizes = Values.Select(value => int.Parse(value, CultureInfo.InvariantCulture)).ToArray();
        return size >= sizes[0] && size <= sizes[^1] ? $"{sizes.Reverse().MinBy(one => Math.Abs(one - size))}" : null;
    }
}
