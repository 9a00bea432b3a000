using LiveSession.Core.Log;
using Spectre.Console;

namespace LiveSession.Cli.Verify;

/// <summary>Says where words of a log were redacted.</summary>
internal static class RedactionLines
{
    public static void WriteRedactions(this Terminal terminal, ImmutableArray<FoundRedaction> redactions)
    {
        foreach (var redaction in redactions)
        {
            terminal.Results.MarkupLineInterpolated($"  redacted: words of line {redaction.Line}, by event {redaction.Event} on {redaction.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {redaction.Reason}");
        }
    }
}
