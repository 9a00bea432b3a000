using System.Globalization;
using LiveSession.Client.Resources;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Captions;

/// <summary>The caption channels on offer, and the languages of lines.</summary>
public static class CaptionTracks
{
    /// <summary>The channel that follows whoever speaks, in the language spoken.</summary>
    public const string Floor = "floor";

    /// <summary>The languages of lines on offer: the six of the United Nations first, in the order of their English names.</summary>
    public static ImmutableArray<string> Languages { get; } =
        ["ar", "zh", "en", "fr", "ru", "es", "bn", "de", "fa", "hi", "id", "it", "ja", "ko", "pt", "sw", "tr", "uk", "ur", "vi"];

    /// <summary>The channels on offer in a session: the floor, the six languages, and whatever else somebody writes on.</summary>
    public static ImmutableArray<string> Of(SessionView session, string chosen) =>
        [.. Languages[..6].Prepend(Floor).Concat(session.Pens.Select(pen => pen.Track)).Append(chosen).Distinct()];

    /// <summary>A language in its own words, such as "français".</summary>
    public static string LanguageName(string tag) => CultureInfo.GetCultureInfo(tag).NativeName;

    /// <summary>The same of a tag that somebody else wrote; null where it names no language known here.</summary>
    public static string? FindLanguageName(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true) is { Name.Length: > 0 } known ? known.NativeName : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The same, or the tag itself where it names no language known here.</summary>
    public static string LanguageNameOrTag(string tag) => FindLanguageName(tag) ?? tag;

    /// <summary>A channel's name.</summary>
    public static string Name(string track, IStringLocalizer<Text> words) => track == Floor
        ? words["Captions.Track.floor"]
        : Languages.Contains(track) ? LanguageName(track) : track;

    /// <summary>A channel's name where it stands alone, such as "Français".</summary>
    public static string Heading(string track, IStringLocalizer<Text> words)
    {
        var name = Name(track, words);
        return char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..];
    }
}
