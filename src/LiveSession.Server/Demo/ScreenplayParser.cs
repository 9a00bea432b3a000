using System.Text.RegularExpressions;

namespace LiveSession.Server.Demo;

/// <summary>Reads a screenplay. A fault is a <see cref="FormatException"/> that names the line.</summary>
internal static partial class ScreenplayParser
{
    public static Screenplay Parse(string text)
    {
        var writing = new ScreenplayWriting();
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            var statement = line.Trim().ToString();
            if (statement.Length == 0 || statement[0] == '#')
            {
                continue;
            }

            try
            {
                Read(statement, writing);
            }
            catch (FormatException fault)
            {
                throw new FormatException($"Line {number}: {fault.Message}", fault);
            }
        }

        return writing.Finish();
    }

    private static void Read(string statement, ScreenplayWriting writing)
    {
        if (statement[0] == '.')
        {
            ReadCue(statement, writing);
        }
        else if (HeadForm().Match(statement) is { Success: true } head)
        {
            writing.Head(head.Groups["what"].Value, head.Groups["name"].Value, head.Groups["value"].Value);
        }
        else if (LineForm().Match(statement) is { Success: true } line)
        {
            var time = line.Groups["time"];
            writing.Say(
                line.Groups["who"].Value,
                line.Groups["language"] is { Success: true, Value: var language } ? language : "en",
                line.Groups["text"].Value,
                time.Success ? Time(time.Value) : null);
        }
        else
        {
            throw new FormatException($"\"{statement}\" is neither a cue nor a line such as \"KEY: words\".");
        }
    }

    private static void ReadCue(string statement, ScreenplayWriting writing)
    {
        var space = statement.IndexOf(' ', StringComparison.Ordinal);
        var (cue, rest) = space < 0 ? (statement, "") : (statement[..space], statement[(space + 1)..].Trim());
        switch (cue)
        {
            case ".open":
                writing.Happen(new Cue.Open());
                break;
            case ".suspend":
                writing.Happen(new Cue.Suspend());
                break;
            case ".resume":
                writing.Happen(new Cue.Resume());
                break;
            case ".close":
                writing.Happen(new Cue.Close());
                break;
            case ".off-record":
                writing.Happen(new Cue.GoOffTheRecord());
                break;
            case ".on-record":
                writing.Happen(new Cue.GoOnTheRecord());
                break;
            case ".end":
                writing.Happen(new Cue.EndTurn());
                break;
            case ".item":
                writing.TakeUp(rest);
                break;
            case ".limit":
                writing.Happen(new Cue.LimitSpeaking(rest == "none" ? null : Time(rest)));
                break;
            case ".pause":
                writing.Pause(Time(rest));
                break;
            case ".ask":
                var (who, note) = Parted(rest, ":");
                writing.Ask(who, note);
                break;
            case ".give":
                writing.Give(rest);
                break;
            case ".correct":
                var (wrong, right) = Parted(rest, "->");
                writing.Correct(wrong, right ?? throw new FormatException("a correction is written \"WRONG -> RIGHT\"."));
                break;
            default:
                throw new FormatException($"there is no cue \"{cue}\".");
        }
    }

    private static (string Before, string? After) Parted(string text, string mark) =>
        text.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0
            ? (text[..at].Trim(), text[(at + mark.Length)..].Trim())
            : (text, null);

    private static TimeSpan Time(string text) =>
        TimeForm().Match(text) is { Success: true } time && int.TryParse(time.Groups["count"].Value, out var count)
            ? time.Groups["unit"].Value == "m" ? TimeSpan.FromMinutes(count) : TimeSpan.FromSeconds(count)
            : throw new FormatException($"\"{text}\" is no time such as 20s or 3m.");

    // item 3: Draft framework
    [GeneratedRegex(@"^(?:(?<what>meeting|item|person) (?<name>[^:]+)|(?<what>zone|session)): ?(?<value>.*)$")]
    private static partial Regex HeadForm();

    // verne (fr) [6s]: Merci, Madame la Présidente.
    [GeneratedRegex(@"^(?<who>[a-z][a-z0-9-]*)(?: \((?<language>[A-Za-z0-9-]+)\))?(?: \[(?<time>[^\]]*)\])?: (?<text>.+)$")]
    private static partial Regex LineForm();

    [GeneratedRegex(@"^(?<count>[0-9]{1,5})(?<unit>[sm])$")]
    private static partial Regex TimeForm();
}
