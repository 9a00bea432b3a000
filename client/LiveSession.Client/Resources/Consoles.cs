namespace LiveSession.Client.Resources;

/// <summary>Marks the words of the consoles: <c>Consoles.resx</c> and its translations.</summary>
public sealed class Consoles;
