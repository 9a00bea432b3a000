using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace LiveSession.Client.Tests;

/// <summary>What somebody reads off a piece of a page.</summary>
public static partial class Reading
{
    /// <summary>The words, with white space as a browser shows it and without what is hidden.</summary>
    public static string Words(this IEnumerable<INode> nodes) => Spaces().Replace(string.Join(' ', nodes.Select(TextOf)), " ").Trim();

    /// <summary>The words of one element.</summary>
    public static string Words(this INode node) => Words([node]);

    private static string TextOf(INode node) => node switch
    {
        IText text => text.Data,
        IElement element when element.HasAttribute("hidden") || element.LocalName is "script" or "template" or "noscript" => "",
        IElement element => Inline.Contains(element.LocalName) ? Inside(element) : $" {Inside(element)} ",
        _ => "",
    };

    private static readonly HashSet<string> Inline = ["span", "bdi", "b", "a", "time", "small"];

    private static string Inside(IElement element) => string.Concat(element.ChildNodes.Select(TextOf));

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Spaces();
}
