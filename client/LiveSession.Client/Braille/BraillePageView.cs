using LiveSession.Client.Sessions;

namespace LiveSession.Client.Braille;

/// <summary>What the braille page shows to one reader.</summary>
/// <param name="Page">The session and the reader, as on the session's page.</param>
/// <param name="Reading">Where the reader is.</param>
/// <param name="Track">The caption channel read; null before anything was written.</param>
/// <param name="Cells">How many cells the display has.</param>
public sealed record BraillePageView(SessionPageView Page, BrailleReading Reading, string? Track, int Cells);
