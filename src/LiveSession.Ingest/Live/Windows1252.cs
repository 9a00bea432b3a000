namespace LiveSession.Ingest.Live;

/// <summary>The upper half of Windows-1252: Latin-1, with letters and marks where that has control characters.</summary>
internal static class Windows1252
{
    private const string From0x80To0x9F = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ";

    public static char LetterOf(byte each) => each is >= 0x80 and <= 0x9F ? From0x80To0x9F[each - 0x80] : (char)each;
}
