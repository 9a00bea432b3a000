namespace LiveSession.Client.Resources;

/// <summary>Marks the words of the public pages, the panels and the refusals: <c>Text.resx</c> and its translations.</summary>
public sealed class Text;
