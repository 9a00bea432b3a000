using System.CommandLine;
using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Analysis.Transcripts;
using LiveSession.Ingest.Files;

namespace LiveSession.Cli.Analyse;

/// <summary><c>livesession analyse FILE</c></summary>
internal static class AnalyseCommand
{
    public const string Name = "analyse";

    public const string Lesson = """
        Prints, as JSON: key phrases and a summary of the whole; who and what is named, and in which interventions; and for each intervention its
        language, key phrases, names, and personal data (addresses, telephone, account, card and passport numbers) with their places in the text.
        Nothing leaves this machine. All of it is automatically generated and may be wrong.

        Examples:
          livesession analyse captions.vtt
          livesession analyse meeting.txt > meeting.analysis.json
          livesession analyse captions.vtt --language fr

        Files: WebVTT, SubRip, stenographers' text (>> NAME: words), transcripts with headings, logs of IRC meetings.

        Exit codes:
          0  done     1  interrupted     2  the file is not there or holds no captions
        """;

    public static Command Create()
    {
        var path = new Argument<FileInfo>("FILE") { Description = "A transcript or caption file." };
        var language = new Option<string?>("--language") { Description = "The language of the captions, where the file does not say.", HelpName = "TAG" };
        var command = new Command(Name, "Say what a transcript is about, whom and what it names, and what personal data it holds.") { path, language };
        command.SetAction(async (parsed, stop) =>
        {
            var reading = Read(parsed.GetValue(path)!);
            var interventions = Group(reading.Lines, parsed.GetValue(language));
            var people = interventions.Select(said => said.Speaker).OfType<string>().Distinct();
            var analysis = await new TranscriptReading(new EmbeddedAnalyzer(Gazetteer.With(people))).ReadAsync(interventions, stop);
            new Terminal(parsed.InvocationConfiguration).WriteJson(analysis);
            return ExitCode.Done;
        });
        return command;
    }

    private static CaptionFileReading Read(FileInfo file)
    {
        try
        {
            using var content = file.OpenRead();
            return CaptionFile.Read(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CaptionFileException)
        {
            throw new CommandFailedException($"{file} cannot be read: {e.Message}", ExitCode.BadUsage);
        }
    }

    // Lines of one speaker in one language, one after the other, are one intervention.
    private static ImmutableArray<Intervention> Group(IEnumerable<LineStep> lines, string? language)
    {
        var interventions = ImmutableArray.CreateBuilder<Intervention>();
        foreach (var line in lines)
        {
            var tag = line.Language ?? language;
            if (interventions.Count > 0 && interventions[^1] is var last && last.Speaker == line.Speaker && last.Language == tag)
            {
                interventions[^1] = last with { Text = $"{last.Text} {line.Text}" };
            }
            else
            {
                interventions.Add(new Intervention(interventions.Count + 1, line.Speaker, line.Text, tag));
            }
        }

        return interventions.ToImmutable();
    }
}
