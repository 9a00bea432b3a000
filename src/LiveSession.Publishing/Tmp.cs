namespace LiveSession.Publishing;
public sealed record TranscriptProvenance(string Permalink, LogPosition? Position);
public static class TranscriptText { public static void Write(TextWriter w, TranscriptView v, TranscriptProvenance p) => w.Write(p.Permalink + v.Session.Title); }
public static class TranscriptWebVtt { public static void Write(TextWriter w, TranscriptView v, TranscriptProvenance p) => w.Write(p.Permalink + v.Session.Title); }
