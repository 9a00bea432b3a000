using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LiveSession.Ingest.Files;
using LiveSession.Testing.Installation;

namespace LiveSession.Publishing.Tests.Transcript;

/// <summary>Every record of a real meeting as a transcript; what is no caption file is taken paragraph by paragraph.</summary>
internal static class RealTranscripts
{
    /// <summary>All there are; the test is skipped where none is.</summary>
    public static IEnumerable<(string File, TranscriptView Transcript)> All()
    {
        var folder = Path.GetDirectoryName(RealRecords.PathOf("SOURCES.md"))!;
        return Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), Of(Said(file))));
    }

    private static TranscriptView Of(IEnumerable<(string? Speaker, string Text)> said)
    {
        var (number, line) = (0, 0);
        var interventions = ImmutableArray.CreateBuilder<InterventionView>();
        var lines = ImmutableArray.CreateBuilder<CaptionLineView>();
        string? speaker = null;
        foreach (var (who, text) in said.Append((null, "")))
        {
            if (lines.Count > 0 && (who != speaker || text.Length == 0))
            {
                interventions.Add(new(++number, speaker, null, null, number < 3 ? null : Transcripts.Item, lines[0].At, lines.ToImmutable()));
                lines.Clear();
            }

            speaker = who;
            if (RandomTranscripts.Printed(text).Length > 0)
            {
                lines.Add(Transcripts.Line(++line, line * 4.5, text) with { Speaker = who });
            }
        }

        return Transcripts.Of([.. interventions]);
    }

    private static IEnumerable<(string? Speaker, string Text)> Said(string file) => Path.GetExtension(file) switch
    {
        ".xml" => XDocument.Load(file).Descendants().Where(one => one.Name.LocalName is "seg" or "para" or "title" && one.Value.Length > 0)
            .Select(one => (one.Parent?.Attribute("who")?.Value ?? one.Parent?.Attribute("ana")?.Value, one.Value)),
        ".json" => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("meeting_transcripts").EnumerateArray()
            .Select(one => ((string?)one.GetProperty("speaker").GetString(), one.GetProperty("content").GetString()!)),
        ".html" => File.ReadLines(file).Select(line => ((string?)null, Regex.Replace(line, "<[^>]*>", ""))).Where(line => line.Item2.Length > 0),
        _ => Captions(file),
    };

    private static IEnumerable<(string? Speaker, string Text)> Captions(string file)
    {
        using var content = File.OpenRead(file);
        return [.. CaptionFile.Read(content).Steps.OfType<LineStep>().Select(step => (step.Speaker, step.Text))];
    }
}
