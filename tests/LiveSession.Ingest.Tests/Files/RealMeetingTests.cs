using System.Text.RegularExpressions;
using LiveSession.Ingest.Files;
using LiveSession.Testing.Installation;

namespace LiveSession.Ingest.Tests.Files;

public sealed class RealMeetingTests
{
    [Theory]
    [InlineData("w3c-ccg_2023-02-07_irc.log", 170, 17, 17, 0)]
    [InlineData("w3c-ccg_2022-01-11-vcapi_irc.log", 152, 29, 25, 3)]
    public void Every_caption_and_queue_command_of_a_real_log_is_read(string file, int captions, int requests, int grants, int outOfOrder)
    {
        var path = RealRecords.PathOf(file);
        var spoken = File.ReadLines(path)
            .Select(line => line.Split('\t', 3))
            .Where(cells => cells is [_, "<Transcriber>", var text] && text.Contains(": ", StringComparison.Ordinal)
                && !text.StartsWith("Topic:", StringComparison.Ordinal) && !text.StartsWith("Meeting:", StringComparison.Ordinal))
            .OrderBy(cells => cells[0], StringComparer.Ordinal)
            .Select(cells => (Speaker: cells[2][..cells[2].IndexOf(':', StringComparison.Ordinal)].Replace('_', ' '),
                Text: string.Join(' ', cells[2][(cells[2].IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))))
            .ToArray();

        var reading = Read(path);

        reading.Format.ShouldBe(CaptionFileFormat.IrcLog);
        reading.Problems.Length.ShouldBe(outOfOrder);
        foreach (var (line, said) in reading.Lines.Zip(spoken))
        {
            (line.Speaker!, line.Text).ShouldBe(said);
        }

        reading.Lines.Count().ShouldBe(spoken.Length);
        spoken.Length.ShouldBe(captions);
        reading.Steps.OfType<FloorRequestStep>().Count().ShouldBe(requests);
        reading.Steps.OfType<FloorGrantStep>().Count().ShouldBe(grants);
    }

    [Fact]
    public void Nothing_in_a_real_log_is_passed_over_without_being_counted()
    {
        var path = RealRecords.PathOf("w3c-ccg_2023-02-07_irc.log");
        var messages = File.ReadLines(path).Count(line => line.StartsWith("[2023-", StringComparison.Ordinal));

        var reading = Read(path);

        (reading.Steps.Length + reading.Ignored).ShouldBe(messages);
    }

    [Fact]
    public void Times_of_a_real_log_count_from_its_first_caption()
    {
        var reading = Read(RealRecords.PathOf("w3c-ccg_2023-02-07_irc.log"));

        reading.Steps[0].At.ShouldBe(TimeSpan.Zero);
        reading.Steps.Select(step => step.At!.Value).ShouldBeInOrder();
        reading.Lines.Last().At!.Value.ShouldBeInRange(TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(75));
    }

    [Fact]
    public void A_shortened_name_in_a_real_log_calls_the_person_who_waits()
    {
        var reading = Read(RealRecords.PathOf("w3c-ccg_2022-01-11-vcapi_irc.log"));

        reading.Steps.OfType<FloorGrantStep>().Select(step => step.Who).Take(8)
            .ShouldBe(["Orie", "mprorock", "Tobias Looker", "Joe Andrieu", "Adrian Gropper", "Justin Richer", "Manu Sporny", "markus sabadello"]);
        var waiting = reading.Steps.OfType<FloorRequestStep>().Select(step => step.Who).ToHashSet();
        reading.Steps.OfType<FloorGrantStep>().ShouldAllBe(step => waiting.Contains(step.Who));
    }

    [Fact]
    public void Every_turn_of_the_Chinese_meeting_is_read()
    {
        var path = RealRecords.PathOf("pdis_2018-04-20_collaborative-meeting-31_zh-Hant.md");
        var turns = new List<(string Speaker, string Text)>();
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                turns.Add((line[4..].Trim().TrimEnd('：'), ""));
            }
            else if (line.Length > 0 && turns is [.., var turn] && line[0] != '>')
            {
                turns[^1] = (turn.Speaker, turn.Text + line.Replace("\\", "", StringComparison.Ordinal).Trim());
            }
        }

        var reading = Read(path);

        reading.Format.ShouldBe(CaptionFileFormat.Headings);
        turns.Count.ShouldBe(792);
        var spoken = reading.Lines.Where(line => line.Text is not ("（中午休息）" or "（現場沒有異議）")).ToArray();
        spoken.Select(line => line.Speaker).ShouldBe(turns.Select(turn => turn.Speaker));
        spoken.Select(line => Bare(line.Text)).ShouldBe(turns.Select(turn => Bare(turn.Text)));
        reading.Lines.Count().ShouldBe(794);
        reading.Ignored.ShouldBe(4);
    }

    [Fact]
    public void Remarks_of_the_English_meeting_stay_with_the_turn_they_stand_in()
    {
        var path = RealRecords.PathOf("pdis_2023-05-22_APNIC-IGF_en.md");
        var paragraphs = Regex.Split(File.ReadAllText(path), @"\n\s*\n|(?<=^### [^\n]*)\n", RegexOptions.Multiline)
            .Count(paragraph => paragraph.Trim().Length > 0 && !paragraph.TrimStart().StartsWith('#'));

        var reading = Read(path);

        reading.Lines.Count().ShouldBe(paragraphs);
        reading.Lines.Where(line => line.Text == "(laughter)").Select(line => line.Speaker).ShouldNotContain((string?)null);
    }

    [Fact]
    public void Every_caption_of_a_raw_stenographers_text_is_read()
    {
        var path = RealRecords.PathOf("srccon2015_WebAccessibility_raw-cart.txt");
        var spoken = File.ReadLines(path).Skip(4).Select(line => line.Replace(">>", "", StringComparison.Ordinal)).Select(Bare).Where(line => line.Length > 0).ToArray();

        var reading = Read(path);

        reading.Format.ShouldBe(CaptionFileFormat.Cart);
        reading.Ignored.ShouldBe(4);
        reading.Lines.Select(line => Bare(line.Text)).ShouldBe(spoken);
        reading.Lines.ShouldAllBe(line => line.Speaker == null && line.Text.Length <= 2000 && !line.Text.Contains("  "));
        reading.Lines.Last().Text.ShouldBe("[session ended]");
    }

    [Fact]
    public void Names_are_found_behind_marks_that_an_editor_has_spread_apart()
    {
        var path = RealRecords.PathOf("srccon2014_Session_29_cart.md");
        var rows = File.ReadAllLines(path).Skip(4).Where(line => line.Trim().Length > 0).ToArray();

        var reading = Read(path);

        reading.Lines.Count(line => line.Speaker == "ANDREW").ShouldBeGreaterThanOrEqualTo(rows.Count(row => Regex.IsMatch(row, "^(> > )?ANDREW:")));
        reading.Lines.Count(line => line.Speaker == "CHRIS").ShouldBeGreaterThanOrEqualTo(rows.Count(row => Regex.IsMatch(row, "^(> > )?CHRIS:")));
        string.Concat(reading.Lines.Select(line => Bare(line.Text)))
            .ShouldBe(string.Concat(rows.Select(row => Bare(Regex.Replace(row, "^(> > )?((ANDREW|CHRIS):)?", "")))));
    }

    [Fact]
    public void Front_matter_and_headings_of_an_edited_transcript_are_no_captions()
    {
        var path = RealRecords.PathOf("srccon2015_WebAccessibility_edited.md");
        var body = File.ReadAllLines(path).SkipWhile(line => !line.StartsWith("# ", StringComparison.Ordinal))
            .Select(line => line.StartsWith('#') ? "" : Bare(line).Replace(">>", "", StringComparison.Ordinal))
            .Where(line => line.Length > 0).ToArray();

        var lines = Read(path).Lines.ToArray();

        foreach (var (line, words) in lines.Zip(body))
        {
            Bare(line.Text).ShouldBe(words);
        }

        lines.Length.ShouldBe(body.Length);
    }

    private static CaptionFileReading Read(string path)
    {
        using var file = File.OpenRead(path);
        return CaptionFile.Read(file);
    }

    // What must not be lost or changed: everything but white space.
    private static string Bare(string text) => Regex.Replace(text.Replace("\\", "", StringComparison.Ordinal), @"\s|\uFEFF", "");
}
