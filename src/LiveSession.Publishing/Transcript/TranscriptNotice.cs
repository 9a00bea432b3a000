using System.Globalization;

namespace LiveSession.Publishing.Transcript;

/// <summary>What every caption file says of itself: how it came about, which version it is, and where the transcript is.</summary>
internal static class TranscriptNotice
{
    public static string Of(TranscriptProvenance provenance)
    {
        var version = provenance.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $" Version: event {position.Sequence}.") : "";
        return $"Automatically produced rough captions; they may contain errors.{version} {provenance.Permalink}";
    }
}
