using LiveSession.Core.Captions;

namespace LiveSession.Core.Roster;

/// <summary>Names and affiliations as people type them, made fit to stand beside each other.</summary>
public static class PersonName
{
    /// <summary>Cleaned like caption text: no control or direction-override characters, white space folded, composed form.</summary>
    public static string Clean(string name) => CaptionText.Clean(name).Text;
}
