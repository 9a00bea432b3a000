namespace LiveSession.Server.Sessions;

/// <summary>The languages of the user interface.</summary>
internal static class Languages
{
    public static readonly string[] All = ["en", "fr"];

    /// <summary>The interface language a client named: null stays null (data, no panels), an unknown one becomes English.</summary>
    public static string? Known(string? language) => language switch
    {
        null => null,
        _ when language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) => "fr",
        _ => "en",
    };
}
